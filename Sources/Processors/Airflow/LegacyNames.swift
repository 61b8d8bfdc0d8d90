/// The names with ids in them that Airflow 2.7, the first to send OTLP, to 3.3 and the providers send.
enum LegacyNames {
    /// What a name is one of; nil if no ids are in it.
    static func legacy(_ name: Substring) -> LegacyName? {
        byFirstWord[firstWord(of: name)]?.first { $0.matches(name) }
    }

    /// What a name can have been one of before its end was cut off.
    static func legacy(cut name: Substring) -> LegacyName? {
        byFirstWord[firstWord(of: name)]?.first { $0.matches(cut: name) }
    }

    /// The names with ids in them that say the same as a modern one.
    static func legacies(of modern: Substring) -> [LegacyName] {
        byModernName[String(modern)] ?? []
    }

    private static let all = tasks + dagRuns + files + slots + workers + lineage
    /// So that few have to be tried.
    private static let byFirstWord = Dictionary(grouping: all) { firstWord(of: $0.start) }
    private static let byModernName = Dictionary(grouping: all, by: \.modern)

    private static func firstWord(of name: Substring) -> String {
        String(name.prefix { $0 != "." && $0 != "_" })
    }

    private static let tasks =
        [
            LegacyName("ti.start.{dag_id}.{task_id}"),
            LegacyName("ti.finish.{dag_id}.{task_id}.{state}"),
            LegacyName("local_task_job.task_exit.{job_id}.{dag_id}.{task_id}.{return_code}"),
            LegacyName("operator_failures_{operator_name}"),
            LegacyName("operator_successes_{operator_name}"),
            LegacyName("task_instance_created_{task_type}"),
            // Of Airflow 2.10 and 2.11.
            LegacyName("task.cpu_usage.{dag_id}.{task_id}", twin: .never),
            LegacyName("task.mem_usage.{dag_id}.{task_id}", twin: .never),
        ]
        + ["duration", "scheduled_duration", "queued_duration"].map {
            LegacyName("dag.{dag_id}.{task_id}.\($0)", modern: "task.\($0)")
        }
        + ["scheduled", "queued", "running", "deferred"].map { LegacyName("ti.\($0).{queue}.{dag_id}.{task_id}") }

    private static let dagRuns = [
        LegacyName("task_removed_from_dag.{dag_id}"),
        LegacyName("task_restored_to_dag.{dag_id}"),
        LegacyName("dagrun.dependency-check.{dag_id}"),
        LegacyName("dagrun.duration.success.{dag_id}"),
        LegacyName("dagrun.duration.failed.{dag_id}"),
        LegacyName("dagrun.schedule_delay.{dag_id}"),
        LegacyName("dagrun.{dag_id}.first_task_scheduling_delay", modern: "dagrun.first_task_scheduling_delay"),
    ]

    private static let files = [
        LegacyName("dag_processing.last_duration.{bundle_name}.{file_name}"),
        // Before there were bundles.
        LegacyName("dag_processing.last_duration.{file_name}"),
        // Airflow 3.3 is the first that knows a modern name, and says the bundle under both.
        LegacyName("dag_processing.last_run.seconds_ago.{file_name}", twin: .withAttribute("bundle_name")),
        LegacyName("dag_processing.last_num_of_db_queries.{dag_file}", twin: .never),
    ]

    private static let slots =
        ["open_slots", "queued_slots", "running_slots", "deferred_slots", "scheduled_slots", "starving_tasks"].map {
            LegacyName("pool.\($0).{pool_name}")
        }
        // Before 3.3 these stand for the modern names where there are several executors, and have the name as well.
        + ["open_slots", "queued_tasks", "running_tasks"].map {
            LegacyName("executor.\($0).{executor_class_name}", twin: .withoutAttribute("name"))
        }

    private static let workers =
        [
            LegacyName("triggers.running.{hostname}"),
            LegacyName("triggerer.capacity_left.{hostname}"),
            LegacyName("edge_worker.ti.start.{queue}.{dag_id}.{task_id}"),
            LegacyName("edge_worker.ti.finish.{queue}.{state}.{dag_id}.{task_id}"),
        ]
        + [
            "status", "connected", "maintenance", "jobs_active", "concurrency", "free_concurrency", "num_queues",
            "heartbeat_count",
        ].map { LegacyName("edge_worker.\($0).{worker_name}") }

    private static let lineage = [
        // Airflow 3.3, the first with histograms for timers, is the first that knows modern names with attributes.
        LegacyName("ol.emit.attempts.{event_type}.{transport_type}", twin: .unlessGauge),
        LegacyName("ol.extract.{event_type}.{operator_name}", twin: .unlessGauge),
        // Nothing tells whether there is one; if so, its attributes are the same.
        LegacyName("ol.event.size.{event_type}.{operator_name}", twin: .never),
    ]
}
