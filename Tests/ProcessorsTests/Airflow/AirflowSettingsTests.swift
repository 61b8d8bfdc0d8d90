import Configuration
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct AirflowSettingsTests {
    private func lines(_ settings: String, _ metric: Message) throws -> [String] {
        let run = try ProcessorRun(settings, AirflowSettings.init)
        try run.send(airflowRequest(scope: "airflow._shared.observability.metrics.otel_logger", [metric]))
        return run.lines
    }

    @Test(
        arguments: [
            ("airflow.operator_failures", "operator_name", "airflow.operator_failures{operator=x} 1"),
            ("airflow.operator_failures", "operator", "airflow.operator_failures{operator=x} 1"),
            ("airflow.executor.open_slots", "executor_class_name", "airflow.executor.open_slots{executor=x} 1"),
            ("airflow.executor.open_slots", "name", "airflow.executor.open_slots{executor=x} 1"),
            ("airflow.pool.open_slots", "name", "airflow.pool.open_slots{name=x} 1"),
            (
                "airflow.dag_processing.last_num_of_db_queries.f", "dag_id",
                "airflow.dag_processing.last_num_of_db_queries{dag_id=x,file_name=f} 1"
            ),
        ])
    func `attributes have one name`(metric: String, key: String, expected: String) throws {
        #expect(try lines("{}", gauge(metric, point(.int(1), [key: "x"]))) == [expected])
    }

    @Test func `an attribute stays if there is one of the other name`() throws {
        let sent = gauge("airflow.operator_failures", point(.int(1), ["operator": "a", "operator_name": "b"]))
        #expect(try lines("{}", sent) == ["airflow.operator_failures{operator=a,operator_name=b} 1"])
    }

    @Test func `attributes keep their names if they are to`() throws {
        let sent = gauge("airflow.operator_failures", point(.int(1), ["operator_name": "b"]))
        #expect(try lines("{normalise_keys: false}", sent) == ["airflow.operator_failures{operator_name=b} 1"])
    }

    @Test(arguments: ["drop", "keep", "rewrite"])
    func `two prefixes become one`(choice: String) throws {
        let sent = gauge("airflow.airflow.io.load_filesystems", point(.int(1)))
        #expect(try lines("{legacy_names: \(choice)}", sent) == ["airflow.io.load_filesystems{} 1"])
        #expect(
            try lines("{legacy_names: \(choice)}", gauge("airflow.airflow", point(.int(1)))) == ["airflow.airflow{} 1"])
    }

    @Test func `names with ids stay if they are to`() throws {
        let sent = sum("airflow.ti.start.d.t", point(.int(1)))
        #expect(try lines("{legacy_names: keep}", sent) == ["airflow.ti.start.d.t{} 1"])
        #expect(try lines("{}", sent) == [])
    }

    @Test func `metrics that aren't Airflow's stay as they are`() throws {
        let run = try ProcessorRun("{timers: seconds}", AirflowSettings.init)
        try run.send(request(metrics: gauge("pool.open_slots.p", unit: "ms", point(.int(1), ["operator_name": "b"]))))
        #expect(run.lines == ["pool.open_slots.p{operator_name=b} 1"])
    }

    @Test(
        arguments: [
            ("legacy_names: delete", "legacy_names"), ("normalise_keys: 7", "normalise_keys"),
            ("timers: minutes", "timers"), ("timers_without_unit: seconds", "timers_without_unit"),
            ("prefix: airflow", "prefix"),
        ])
    func `faults are told with their key`(setting: String, key: String) {
        do {
            _ = try ProcessorRun("{\(setting)}", as: "airflow", AirflowSettings.init)
            Issue.record("taken: \(setting)")
        } catch {
            #expect("\(error)".contains("\(key): "), "\(error)")
        }
    }
}
