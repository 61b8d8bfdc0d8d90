extension AirflowDescriptions {
    /// Executors, those of the providers as well, and pools.
    static let executors: KeyValuePairs = [
        "executor.open_slots[.*]": "Slots of the executor that no task instance takes",
        "executor.queued_tasks[.*]": "Task instances that wait in the executor's queue",
        "executor.running_tasks[.*]": "Task instances that the executor has handed out and not seen the end of",
        "pool.open_slots[.*]": "Slots of the pool that are free",
        "pool.queued_slots[.*]": "Slots of the pool that queued task instances take",
        "pool.running_slots[.*]": "Slots of the pool that running task instances take",
        "pool.deferred_slots[.*]": "Slots of the pool that deferred task instances need",
        "pool.scheduled_slots[.*]": "Slots of the pool that scheduled task instances need",
        "pool.starving_tasks[.*]": "Task instances that could not be queued for want of slots in the pool",
        "celery.task_timeout_error": "Task instances whose handing over to Celery timed out, and is tried again",
        "celery.execute_command.failure": "Commands to run a task that failed in a Celery worker",
        "kubernetes_executor.pod_creation_status": "Requests to create a pod, by HTTP status",
        "kubernetes_executor.pod_deletion_status": "Requests to delete a pod, by HTTP status",
        "kubernetes_executor.pod_patching_status": "Requests to change a pod, by HTTP status",
        "kubernetes_executor.pod_creation_batch_size": "Pods that were asked for together, at the last time",
        "edge_worker.status[.*]": "State that the edge worker reports of itself, as the number of a log level",
        "edge_worker.connected[.*]": "1 while the edge worker is connected, else 0",
        "edge_worker.maintenance[.*]": "1 while the edge worker is under maintenance, else 0",
        "edge_worker.jobs_active[.*]": "Jobs that the edge worker is working on",
        "edge_worker.concurrency[.*]": "Slots for jobs that the edge worker has",
        "edge_worker.free_concurrency[.*]": "Slots for jobs that are free at the edge worker",
        "edge_worker.num_queues[.*]": "Queues that the edge worker is told to take jobs from",
        "edge_worker.heartbeat_count[.*]": "Heartbeats that the edge worker made",
        "edge_worker.ti.start[.*.*.*]": "Task instances that edge workers fetched to run them",
        "edge_worker.ti.finish[.*.*.*.*]":
            "Task instances that edge workers were done with, by the state they ended in",
    ]

    /// Times of executors.
    static let executorTimes: KeyValuePairs = [
        "kubernetes_executor.adopt_task_instances.duration": adoption,
        "batch_executor.adopt_task_instances.duration": adoption,
        "ecs_executor.adopt_task_instances.duration": adoption,
        "lambda_executor.adopt_task_instances.duration": adoption,
        "kubernetes_executor.clear_not_launched_queued_tasks.duration": "Time to reset queued tasks without a pod",
        "kubernetes_executor.pod_creation": "Time of a request to create a pod",
        "kubernetes_executor.pod_deletion": "Time of a request to delete a pod",
        "kubernetes_executor.pod_patching": "Time of a request to change a pod",
        "kubernetes_executor.pod_creation_batch_duration": "Time of the requests for pods that are made together",
        "edge_executor.sync.duration": "Time to bring the state of edge workers and their jobs up to date",
    ]

    private static let adoption = "Time in which an executor took over a lost scheduler's tasks"
}
