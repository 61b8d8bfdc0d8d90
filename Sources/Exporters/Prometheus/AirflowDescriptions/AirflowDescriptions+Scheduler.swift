extension AirflowDescriptions {
    /// Schedulers, jobs and DAG runs.
    static let scheduler: KeyValuePairs = [
        "scheduler_heartbeat": "Heartbeats that schedulers made",
        "job_start": "Jobs, such as schedulers and triggerers, that started",
        "job_end": "Jobs, such as schedulers and triggerers, that ended",
        "job_heartbeat_failure": "Heartbeats of jobs that failed with an error",
        "schedulerjobrunner_end": "Scheduler jobs that another scheduler marked as failed for want of heartbeats",
        "scheduler.critical_section_busy": "Times that a scheduler found the critical section held by another one",
        "scheduler.dagruns.running": "DAG runs that are in the state running",
        "scheduler.orphaned_tasks.adopted": "Task instances of lost schedulers that an executor could take over",
        "scheduler.orphaned_tasks.cleared": "Task instances of lost schedulers that were reset, to be scheduled anew",
        "scheduler.tasks.executable": "Task instances that the scheduler found free to be queued in its last round",
        "scheduler.tasks.killed_externally":
            "Task instances that their executor reported as ended, but that had not reported an end themselves",
        "scheduler.tasks.starving":
            "Task instances that the scheduler could not queue in its last round for want of slots in their pool",
        "task_instances_without_heartbeats_killed": lostHeartbeats,
        "zombies_killed": lostHeartbeats,
        "scheduler.dag_bag.cache_hit": "Look-ups of DAGs that the scheduler's cache could answer",
        "scheduler.dag_bag.cache_miss": "Look-ups of DAGs that the scheduler's cache could not answer",
        "scheduler.dag_bag.cache_clear": "Times that the scheduler's cache of DAGs was emptied",
        "scheduler.dag_bag.cache_size": "DAG versions in the scheduler's cache",
        "dag.callback_exceptions": "Callbacks of DAGs that ended with an exception",
        "sla_missed": "Service level agreements that task instances missed",
        "sla_callback_notification_failure": "Callbacks about missed service level agreements that failed",
        "sla_email_notification_failure": "E-mails about missed service level agreements that could not be sent",
    ]

    private static let lostHeartbeats = "Task instances that were failed since their heartbeats stayed away"

    /// Times of schedulers and DAG runs.
    static let schedulerTimes: KeyValuePairs = [
        "scheduler.scheduler_loop_duration": "Time of one round of a scheduler's loop",
        "scheduler.executor_heartbeat_duration": "Time of an executor's heartbeat in a scheduler's loop",
        "scheduler.critical_section_duration": "Time that a scheduler spent queueing tasks under its lock",
        "scheduler.critical_section_query_duration": "Time of a scheduler's query for tasks to queue",
        "dagrun.dependency-check[.*]": "Time to find out which tasks of a DAG run can be scheduled",
        "dagrun.duration.success[.*]": "Time from start to end of DAG runs that succeeded",
        "dagrun.duration.failed[.*]": "Time from start to end of DAG runs that failed",
        "dagrun.schedule_delay[.*]": "Time from when a DAG run was due to its start",
        "dagrun.first_task_scheduling_delay": firstTask,
        "dagrun.*.first_task_scheduling_delay": firstTask,
        "dagrun.first_task_start_delay": "Time from the queueing of a DAG run to its first task's start",
        "collect_db_dags": "Time to load all DAGs from the database",
    ]

    private static let firstTask = "Time from when a DAG run was due to its first task's start"
}
