import Foundation
import MetricCore
import Testing

@testable import Exporters

struct AirflowDescriptionsTests {
    private static let fixture = URL(filePath: #filePath)
        .appending(path: "../../../Fixtures/airflow/metric-names.txt").standardized

    private func description(of name: String, unit: String = "", scope: String = "") -> String? {
        AirflowDescriptions.description(
            of: MetricDescription(name: name, unit: unit, shape: MetricShape(type: .gauge)),
            in: ScopeDescription(name: scope))
    }

    @Test func `each metric of Airflow has one line`() throws {
        let names = try String(contentsOf: Self.fixture, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(names.count > 300)
        for name in names {
            for unit in ["", "ms"] {
                let text = try #require(description(of: name, unit: unit), "\(name)")
                #expect((20...120).contains(text.count), "\(name): \(text)")
                #expect(
                    text.allSatisfy { $0.isASCII && !$0.isNewline } && text.last != " " && text.last != ".", "\(text)")
            }
        }
    }

    @Test func `a name with its variable parts says the same as the name with attributes`() throws {
        for (long, short) in [
            ("ti.start.dag.task", "ti.start"), ("ti.finish.my.dag.group.task.success", "ti.finish"),
            ("operator_failures_bashoperator", "operator_failures"),
            ("dag.my.dag.group.task.duration", "task.duration"),
            ("dag.d.t.queued_duration", "task.queued_duration"), ("pool.open_slots.default_pool", "pool.open_slots"),
            ("dagrun.my.dag.first_task_scheduling_delay", "dagrun.first_task_scheduling_delay"),
            ("dag_processing.last_duration.bundle.file", "dag_processing.last_duration"),
            ("edge_worker.ti.finish.queue.success.d.t", "edge_worker.ti.finish"),
        ] {
            let text = try #require(description(of: "airflow.\(short)"))
            #expect(description(of: "airflow.\(long)") == text, "\(long)")
        }
    }

    @Test(arguments: [
        "", ".", "airflow", "airflow.", "airflow.g", "airflow.ti", "airflow.ti.", "airflow.ti.start.",
        "airflow.ti.start.dag",
        "airflow.ti.start..task", "airflow.ti.start.dag.", "airflow.ti.starts", "airflow.dag.duration",
        "airflow.dag.d.duration", "airflow.dag..t.duration", "airflow.operator_failures_", "airflow.ti_failures.x",
        "airflow.*", "airflow.ti.start[.*.*]", "ti.start", "etl.ti.start", "airflow-ti.start", "airflowti.start",
        "airflow.ti.start.dag." + String(repeating: "x", count: 300), "airflow." + String(repeating: ".", count: 200),
        "airflow.dag." + String(repeating: "é.", count: 60) + "duration.x",
    ])
    func `what Airflow doesn't send has no description`(name: String) {
        #expect(description(of: name) == nil)
    }

    @Test(arguments: [
        ("etl.ti.start", "airflow.metrics.otel_logger", true),
        ("etl.ti.start", "airflow.sdk._shared.observability.metrics.otel_logger", true),
        ("etl.ti.start", "airflow", true), ("airflow.ti.start", "", true), ("airflow.ti.start", "other", true),
        ("airflow.airflow.io.load_filesystems", "", true), ("ti.start", "airflow", false),
        ("etl.ti.start", "airflows", false), ("etl.ti.start", "my.airflow", false),
    ])
    func `with another prefix the scope says that it is Airflow's`(name: String, scope: String, isKnown: Bool) {
        #expect((description(of: name, scope: scope) != nil) == isKnown)
    }

    @Test(arguments: [
        ("", ", in milliseconds (Airflow 2: in seconds by default)"), ("ms", ", in milliseconds"),
        ("s", ", in seconds"), ("us", ""),
    ])
    func `times say the unit that they have now, as far as it is known`(unit: String, ending: String) {
        let text = "Time from start to end of a task instance" + ending
        #expect(description(of: "airflow.task.duration", unit: unit) == text)
    }

    @Test func `no name stands in the tables twice`() {
        let tables = [
            AirflowDescriptions.scheduler, AirflowDescriptions.schedulerTimes, AirflowDescriptions.tasks,
            AirflowDescriptions.taskTimes, AirflowDescriptions.dagProcessing, AirflowDescriptions.executors,
            AirflowDescriptions.executorTimes, AirflowDescriptions.assetsAndTriggers,
            AirflowDescriptions.apiServerAndOthers, AirflowDescriptions.otherTimes,
        ]
        let names = tables.joined().map { $0.key.prefix { $0 != "[" } }
        #expect(names.count > 130)
        #expect(names.count == Set(names).count)
    }
}
