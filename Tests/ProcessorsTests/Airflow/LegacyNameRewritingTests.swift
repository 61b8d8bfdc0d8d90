import Configuration
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct LegacyNameRewritingTests {
    private func lines(of metrics: Message...) throws -> [String] {
        let run = try ProcessorRun("{legacy_names: rewrite, normalise_keys: false}", AirflowSettings.init)
        try run.send(airflowRequest(scope: "airflow.metrics.otel_logger", metrics))
        return run.lines
    }

    @Test func `a counter whose modern name is in the request is dropped`() throws {
        let lines = try lines(
            of: sum("airflow.ti.start.d.t", point(.int(1))), sum("airflow.ti.start.d.u", point(.int(1))),
            sum("airflow.ti.start", point(.int(1), ["dag_id": "d", "task_id": "t"])))
        #expect(lines == ["airflow.ti.start{dag_id=d,task_id=t} 1"])
    }

    @Test func `a counter whose modern name isn't there gets it`() throws {
        let lines = try lines(
            of: sum("airflow.ti.start.d.t", point(.int(1))), sum("airflow.ti.start.d.g.u", point(.int(2))),
            sum("airflow.ti.finish", point(.int(3), ["dag_id": "d", "task_id": "t", "state": "success"])),
            sum("airflow.ti_successes", point(.int(4))))
        #expect(
            lines.sorted() == [
                "airflow.ti.finish{dag_id=d,state=success,task_id=t} 3", "airflow.ti.start{dag_id=d,task_id=g.u} 2",
                "airflow.ti.start{dag_id=d,task_id=t} 1", "airflow.ti_successes{} 4",
            ])
    }

    @Test func `a gauge is dropped if the same series is there, however its ids are written`() throws {
        let long = String(repeating: "x", count: 60)
        let lines = try lines(
            of: gauge("airflow.dag.my.dag.g.t.duration", point(.int(1))),
            gauge("airflow.dag.my__dag.g__t.duration", point(.int(1))),
            gauge(String("airflow.dag.\(long).t.duration".prefix(63)), point(.int(3))),
            gauge("airflow.dag.other.t.duration", point(.int(2))),
            gauge("airflow.task.duration", point(.int(1), ["dag_id": "My.DAG", "task_id": "g.T"])),
            gauge("airflow.task.duration", point(.int(3), ["dag_id": .string(long), "task_id": "t"])))
        #expect(
            lines.sorted() == [
                "airflow.dag.\(long.prefix(51)){} 3",
                "airflow.task.duration{dag_id=My.DAG,task_id=g.T} 1",
                "airflow.task.duration{dag_id=other,task_id=t} 2",
                "airflow.task.duration{dag_id=\(long),task_id=t} 3",
            ])
    }

    @Test func `each resource is looked at by itself`() throws {
        let run = try ProcessorRun("{legacy_names: rewrite}", AirflowSettings.init)
        try run.send(
            request(
                resource(["a": "1"], scope("", sum("airflow.ti.start.d.t", point(.int(1))))),
                resource(
                    ["a": "2"], scope("", sum("airflow.ti.start", point(.int(1), ["dag_id": "d", "task_id": "t"]))))))
        #expect(
            run.lines == ["[a=1]airflow.ti.start{dag_id=d,task_id=t} 1", "[a=2]airflow.ti.start{dag_id=d,task_id=t} 1"])
        #expect(run.steps.map(\.time) == ["once per series", "with each request", "once per series"])
    }
}
