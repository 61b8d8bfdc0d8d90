/// The metrics of Airflow and the providers that are timers, by their modern names.
enum AirflowTimers {
    /// Gauges in some versions and histograms in others, with a unit or without.
    static let names: Set<String> = [
        "task.duration", "task.scheduled_duration", "task.queued_duration",
        "dagrun.dependency-check", "dagrun.duration.success", "dagrun.duration.failed", "dagrun.schedule_delay",
        "dagrun.first_task_scheduling_delay", "dagrun.first_task_start_delay",
        "scheduler.critical_section_duration", "scheduler.critical_section_query_duration",
        "scheduler.scheduler_loop_duration", "scheduler.executor_heartbeat_duration",
        "dag_processing.last_duration", "collect_db_dags",
        "kubernetes_executor.adopt_task_instances.duration",
        "kubernetes_executor.clear_not_launched_queued_tasks.duration", "kubernetes_executor.pod_creation",
        "kubernetes_executor.pod_creation_batch_duration", "kubernetes_executor.pod_deletion",
        "kubernetes_executor.pod_patching", "batch_executor.adopt_task_instances.duration",
        "ecs_executor.adopt_task_instances.duration", "lambda_executor.adopt_task_instances.duration",
        "edge_executor.sync.duration", "ol.emit.attempts", "ol.extract", "serde.load_serializers",
        "io.load_filesystems", "airflow.io.load_filesystems", "connection_test.dispatch_duration",
        "connection_test.hook_duration",
    ]
}
