import Configuration
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct LegacyNameRemovalTests {
    private static let airflow2 = "airflow.metrics.otel_logger"
    private static let airflow3 = "airflow.sdk._shared.observability.metrics.otel_logger"

    private func lines(of metrics: Message..., scope name: String) throws -> [String] {
        let run = try ProcessorRun("{normalise_keys: false}", AirflowSettings.init)
        try run.send(airflowRequest(scope: name, metrics))
        #expect(run.steps.allSatisfy { $0.time == "once per series" })
        return run.lines
    }

    @Test(arguments: [airflow2, airflow3])
    func `a counter with ids in its name has a twin`(scope: String) throws {
        let lines = try lines(
            of: sum("airflow.ti.finish.d.t.success", point(.int(1))),
            sum("airflow.ti.finish", point(.int(1), ["dag_id": "d", "task_id": "t", "state": "success"])),
            sum("airflow.ti_successes", point(.int(1))), scope: scope)
        #expect(lines == ["airflow.ti.finish{dag_id=d,state=success,task_id=t} 1", "airflow.ti_successes{} 1"])
    }

    @Test func `gauges and histograms of Airflow 3 have twins`() throws {
        let buckets = ExponentialBuckets(scale: 0, positive: ExponentialBucketCounts(offset: 1, counts: [1]))
        let lines = try lines(
            of: gauge("airflow.pool.open_slots.p", point(.int(1))),
            exponentialHistogram("airflow.dag.d.t.duration", exponentialPoint(buckets)),
            exponentialHistogram("airflow.ol.extract.start.bashoperator", exponentialPoint(buckets)),
            gauge("airflow.pool.open_slots", point(.int(1), ["pool_name": "p"])), scope: Self.airflow3)
        #expect(lines == ["airflow.pool.open_slots{pool_name=p} 1"])
    }

    @Test func `of Airflow 2's gauges those with ids in their names say more`() throws {
        let lines = try lines(
            of: gauge("airflow.pool.open_slots.p", point(.int(1))),
            gauge("airflow.pool.open_slots.q", point(.int(2))),
            gauge("airflow.pool.open_slots", point(.int(1), ["pool_name": "P"])),
            gauge("airflow.dagrun.duration.success.d", point(.int(3), ["dag_id": "D", "run_type": "manual"])),
            gauge("airflow.executor.open_slots", point(.int(4), ["name": "E", "status": "open"])),
            scope: Self.airflow2)
        #expect(
            lines == [
                "airflow.pool.open_slots{pool_name=p} 1", "airflow.pool.open_slots{pool_name=q} 2",
                "airflow.dagrun.duration.success{dag_id=D,run_type=manual} 3",
                "airflow.executor.open_slots{name=E,status=open} 4",
            ])
    }

    @Test func `what Airflow 2 cut off can't be read: counters have their twins, and gauges stay`() throws {
        let dag = String(repeating: "d", count: 60)
        func cut(_ name: String) -> String { String(name.prefix(63)) }
        let lines = try lines(
            of: sum(cut("airflow.ti.finish.\(dag).t.success"), point(.int(1))),
            gauge(cut("airflow.dag.\(dag).t.duration"), point(.int(2))),
            gauge("airflow.task.duration", point(.int(2), ["dag_id": .string(dag), "task_id": "t"])),
            scope: Self.airflow2)
        #expect(
            lines == [
                "\(cut("airflow.dag.\(dag)")){} 2", "airflow.task.duration{dag_id=\(dag),task_id=t} 2",
            ])
    }

    @Test(
        arguments: [
            (airflow2, "airflow.task.cpu_usage.d.t", [:], "airflow.task.cpu_usage{dag_id=d,task_id=t}"),
            (
                airflow3, "airflow.dag_processing.last_run.seconds_ago.f", [:],
                "airflow.dag_processing.last_run.seconds_ago{file_name=f}"
            ),
            (
                airflow3, "airflow.dag_processing.last_run.seconds_ago.f", ["bundle_name": "b", "file_path": "f.py"],
                nil
            ),
            (
                airflow3, "airflow.executor.open_slots.e", ["name": "E", "status": "open"],
                "airflow.executor.open_slots{executor_class_name=e,name=E,status=open}"
            ),
            (airflow3, "airflow.executor.open_slots.e", ["status": "open"], nil),
            (airflow3, "airflow.ol.extract.start.b", [:], "airflow.ol.extract{event_type=start,operator_name=b}"),
            (airflow3, "airflow.ol.event.size.start.b", [:], "airflow.ol.event.size{event_type=start,operator_name=b}"),
            (airflow3, "etl.pool.open_slots.p", [:], nil),
            (airflow2, "etl.pool.open_slots.p", [:], "etl.pool.open_slots{pool_name=p}"),
            ("other", "airflow.pool.open_slots.p", [:], "airflow.pool.open_slots.p{}"),
            (airflow3, "airflow.scheduler.tasks.starving", [:], "airflow.scheduler.tasks.starving{}"),
        ] as [(String, String, Attributes, String?)])
    func `a gauge without a twin gets a modern name`(
        scope: String, name: String, attributes: Attributes, expected: String?
    ) throws {
        let lines = try lines(of: gauge(name, point(.int(5), attributes)), scope: scope)
        #expect(lines == (expected.map { ["\($0) 5"] } ?? []))
    }
}
