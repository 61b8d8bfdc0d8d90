extension AirflowDescriptions {
    /// Task instances and the processes that they run in.
    static let tasks: KeyValuePairs = [
        "ti.start[.*.*]": "Times that task instances began to run, also after a retry or a deferral",
        "ti.finish[.*.*.*]": "Times that task instances stopped running, by the state that they went to",
        "ti.scheduled[.*.*.*]": "Task instances that are in the state scheduled",
        "ti.queued[.*.*.*]": "Task instances that are in the state queued",
        "ti.running[.*.*.*]": "Task instances that are in the state running",
        "ti.deferred[.*.*.*]": "Task instances that are in the state deferred",
        "ti_successes": "Task instances that succeeded",
        "ti_failures": "Times that task instances failed, whether they are tried again or not",
        "operator_successes[_*]": "Task instances that succeeded, by operator",
        "operator_failures[_*]": "Times that task instances failed, by operator, whether they are tried again or not",
        "previously_succeeded": "Task instances that were not run again since they had succeeded already",
        "task_instance_created[_*]": "Task instances that were created for DAG runs, by type of task",
        "task_removed_from_dag[.*]":
            "Task instances that were marked as removed since the DAG no longer has their task",
        "task_restored_to_dag[.*]": "Removed task instances that were restored since the DAG has their task again",
        "task.cpu_usage[.*.*]": "Percentage of one CPU core that the task's process uses",
        "task.mem_usage[.*.*]": "Percentage of the machine's memory that the task's process uses",
        "local_task_job.task_exit[.*.*.*.*]": "Processes of tasks that exited, by return code",
        "local_task_job_prolonged_heartbeat_failure":
            "Task instances that were stopped since their job could not make a heartbeat for too long",
        "resumable_job.fresh_submit": "External jobs that tasks submitted without one from an earlier try",
        "resumable_job.reconnect_attempt": "Tries of tasks that found an external job from an earlier try",
        "resumable_job.reconnect_success": "Tries of tasks that found the external job still at work, and wait for it",
        "resumable_job.already_succeeded": "Tries of tasks that found the external job of an earlier try succeeded",
        "resumable_job.terminal_resubmit":
            "External jobs that tasks submitted anew since that of an earlier try failed",
    ]

    /// Times of task instances.
    static let taskTimes: KeyValuePairs = [
        "task.duration": duration,
        "dag.*.*.duration": duration,
        "task.scheduled_duration": scheduledDuration,
        "dag.*.*.scheduled_duration": scheduledDuration,
        "task.queued_duration": queuedDuration,
        "dag.*.*.queued_duration": queuedDuration,
    ]

    private static let duration = "Time from start to end of a task instance"
    private static let scheduledDuration = "Time that a task instance was scheduled until it was queued"
    private static let queuedDuration = "Time that a task instance was queued until it ran"
}
