import Foundation
import MetricCore
import Testing

@testable import Processors

struct LegacyNameTests {
    private static let fixture = URL(filePath: #filePath)
        .appending(path: "../../../Fixtures/airflow/metric-names.txt").standardized

    @Test(
        arguments: [
            ("ti.start.d.t", "ti.start", ["dag_id=d", "task_id=t"]),
            ("ti.finish.d.t.up_for_retry", "ti.finish", ["dag_id=d", "task_id=t", "state=up_for_retry"]),
            (
                "local_task_job.task_exit.12.d.t.-9", "local_task_job.task_exit",
                ["job_id=12", "dag_id=d", "task_id=t", "return_code=-9"]
            ),
            (
                "operator_failures__pythondecoratedoperator", "operator_failures",
                ["operator_name=_pythondecoratedoperator"]
            ),
            ("operator_successes_bashoperator", "operator_successes", ["operator_name=bashoperator"]),
            ("task_instance_created_emptyoperator", "task_instance_created", ["task_type=emptyoperator"]),
            ("task.cpu_usage.d.t", "task.cpu_usage", ["dag_id=d", "task_id=t"]),
            ("task.mem_usage.d.t", "task.mem_usage", ["dag_id=d", "task_id=t"]),
            ("dag.d.t.duration", "task.duration", ["dag_id=d", "task_id=t"]),
            ("dag.d.t.scheduled_duration", "task.scheduled_duration", ["dag_id=d", "task_id=t"]),
            ("dag.d.t.queued_duration", "task.queued_duration", ["dag_id=d", "task_id=t"]),
            ("ti.queued.default.d.t", "ti.queued", ["queue=default", "dag_id=d", "task_id=t"]),
            ("task_removed_from_dag.d", "task_removed_from_dag", ["dag_id=d"]),
            ("task_restored_to_dag.d", "task_restored_to_dag", ["dag_id=d"]),
            ("dagrun.dependency-check.d", "dagrun.dependency-check", ["dag_id=d"]),
            ("dagrun.duration.success.d", "dagrun.duration.success", ["dag_id=d"]),
            ("dagrun.duration.failed.d", "dagrun.duration.failed", ["dag_id=d"]),
            ("dagrun.schedule_delay.d", "dagrun.schedule_delay", ["dag_id=d"]),
            ("dagrun.d.first_task_scheduling_delay", "dagrun.first_task_scheduling_delay", ["dag_id=d"]),
            ("dag_processing.last_duration.b.f", "dag_processing.last_duration", ["bundle_name=b", "file_name=f"]),
            ("dag_processing.last_duration.f", "dag_processing.last_duration", ["file_name=f"]),
            ("dag_processing.last_run.seconds_ago.f", "dag_processing.last_run.seconds_ago", ["file_name=f"]),
            ("dag_processing.last_num_of_db_queries.f", "dag_processing.last_num_of_db_queries", ["dag_file=f"]),
            ("pool.starving_tasks.p", "pool.starving_tasks", ["pool_name=p"]),
            ("executor.open_slots.localexecutor", "executor.open_slots", ["executor_class_name=localexecutor"]),
            ("triggers.running.h", "triggers.running", ["hostname=h"]),
            ("triggerer.capacity_left.h", "triggerer.capacity_left", ["hostname=h"]),
            ("edge_worker.status.w", "edge_worker.status", ["worker_name=w"]),
            ("edge_worker.ti.start.q.d.t", "edge_worker.ti.start", ["queue=q", "dag_id=d", "task_id=t"]),
            (
                "edge_worker.ti.finish.q.success.d.t", "edge_worker.ti.finish",
                ["queue=q", "state=success", "dag_id=d", "task_id=t"]
            ),
            ("ol.emit.attempts.start.http", "ol.emit.attempts", ["event_type=start", "transport_type=http"]),
            ("ol.extract.start.bashoperator", "ol.extract", ["event_type=start", "operator_name=bashoperator"]),
            ("ol.event.size.start.bashoperator", "ol.event.size", ["event_type=start", "operator_name=bashoperator"]),
            // Dots: those of a group's task, of a host, of a file.
            ("ti.finish.d.group.t.success", "ti.finish", ["dag_id=d", "task_id=group.t", "state=success"]),
            ("dag.d.group.t.duration", "task.duration", ["dag_id=d", "task_id=group.t"]),
            ("dagrun.my.dag.first_task_scheduling_delay", "dagrun.first_task_scheduling_delay", ["dag_id=my.dag"]),
            ("triggers.running.node-1.example.org", "triggers.running", ["hostname=node-1.example.org"]),
            // Names of DAGs that look like something else.
            ("dagrun.duration.success.failed", "dagrun.duration.success", ["dag_id=failed"]),
            ("ti.start.finish.start", "ti.start", ["dag_id=finish", "task_id=start"]),
            ("dag.duration.duration.duration", "task.duration", ["dag_id=duration", "task_id=duration"]),
        ] as [(String, String, [String])])
    func `a name with ids is taken apart`(name: String, modern: String, attributes: [String]) throws {
        let legacy = try #require(LegacyNames.legacy(name[...]))
        #expect(legacy.modern == modern)
        #expect(legacy.attributes(in: name[...], beside: []).map(text) == attributes)
    }

    @Test(arguments: [
        "", ".", "ti.start", "ti.start.", "ti.start.d", "ti.start..t", "ti.start.d.", "ti.finish.d.t", "ti_failures",
        "dag.callback_exceptions", "dag.d.duration", "dag.duration", "dagrun.first_task_scheduling_delay",
        "dagrun.first_task_start_delay", "dagrun.duration.success", "operator_failures", "operator_failures_",
        "task_instance_created", "task_instances_without_heartbeats_killed", "pool.open_slots", "executor.open_slots",
        "scheduler.tasks.starving", "dag_processing.processes", "ol.emit.failed", "edge_worker.ti.start",
    ])
    func `a name without ids is none`(name: String) {
        #expect(LegacyNames.legacy(name[...]) == nil)
    }

    @Test func `each name in which an Airflow was seen to have ids is known`() throws {
        let names = try String(contentsOf: Self.fixture, encoding: .utf8).split(separator: "\n")
            .map { $0.dropFirst("airflow.".count) }
        let ids = [
            "dag_id", "count_me", "every_minute", "example_astronauts", "longish", "pooled", "retry_me", "skip_me",
            "operator_name", "pool_name", "small_pool", "worker_name", "hostname", "lab_dags", "bashoperator",
        ]
        let withIDs = names.filter { name in ids.contains { id in name.contains(id) } }
        #expect(withIDs.count > 150)
        for name in withIDs { #expect(LegacyNames.legacy(name) != nil, "\(name)") }
        let modern = Set(names.compactMap { LegacyNames.legacy($0)?.modern })
        for name in names where modern.contains(String(name)) { #expect(LegacyNames.legacy(name) == nil, "\(name)") }
    }

    @Test func `what a point has stays as it is, and says where names have their dots`() throws {
        let known = [
            Attribute(key: "dag_id", value: .string("My.DAG")), Attribute(key: "task_id", value: .string("T")),
        ]
        let name = "ti.finish.my.dag.t.success"[...]
        let attributes = try #require(LegacyNames.legacy(name)).attributes(in: name, beside: known)
        #expect(attributes.map(text) == ["dag_id=My.DAG", "task_id=T", "state=success"])
    }

    @Test func `a point's attributes say what its name with ids would be`() throws {
        let finish = try #require(LegacyNames.legacies(of: "ti.finish").first)
        let ids = [
            Attribute(key: "state", value: .string("success")), Attribute(key: "task_id", value: .string("group.T")),
            Attribute(key: "dag_id", value: .string("My.DAG")),
        ]
        #expect(finish.names(for: ids) == ["ti.finish.my.dag.group.t.success", "ti.finish.my__dag.group__t.success"])
        #expect(finish.names(for: Array(ids.dropFirst())).isEmpty)
        let exit = try #require(LegacyNames.legacies(of: "local_task_job.task_exit").first)
        let numbers = [Attribute(key: "job_id", value: .int(7)), Attribute(key: "return_code", value: .int(-9))]
        #expect(exit.names(for: ids + numbers).first == "local_task_job.task_exit.7.my.dag.group.t.-9")
    }

    private func text(_ attribute: Attribute) -> String {
        if case .string(let value) = attribute.value { "\(attribute.key)=\(value)" } else { attribute.key }
    }
}
