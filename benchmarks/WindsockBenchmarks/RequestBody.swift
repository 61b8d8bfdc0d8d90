/// Makes `ExportMetricsServiceRequest`s of the kind that Airflow sends: a counter with three attributes a point.
enum RequestBody {
    /// A request of `points` series; those of different `first` are different series.
    static func counters(_ points: Int, first: Int = 0) -> [UInt8] {
        var metric = text(1, "airflow.ti.finish")
        let dataPoints = (first..<first + points).flatMap { message(1, dataPoint($0, value: $0)) }
        metric += message(7, dataPoints + cumulative)
        return request(metric, instance: "0c7bff38-f2a5-4a4a-b4bb-3a5ff0a3a5f1")
    }

    /// What a task process sends at its end: of each of its series one, begun at a time of its own.
    static func taskProcess(points: Int, instance: String, start: UInt64) -> [UInt8] {
        let dataPoints = (0..<points).flatMap {
            message(1, dataPoint($0, value: 1, start: start + UInt64($0)))
        }
        let metric = text(1, "airflow.ti.finish") + message(7, dataPoints + cumulative)
        return request(metric, instance: instance)
    }

    /// Cumulative and monotonic.
    private static let cumulative: [UInt8] = [2 << 3, 2, 3 << 3, 1]

    private static func request(_ metric: [UInt8], instance: String) -> [UInt8] {
        let scope = message(1, text(1, "airflow.sdk._shared.observability.metrics.otel_logger"))
        let resource = message(
            1, attribute(1, "service.name", "airflow") + attribute(1, "service.instance.id", instance))
        return message(1, resource + message(2, scope + message(2, metric)))
    }

    private static func dataPoint(_ index: Int, value: Int, start: UInt64 = 1_760_000_000_000_000_000) -> [UInt8] {
        let number = String(100_000 + index % 100_000)
        return fixed64(2, start) + fixed64(3, start + 60_000_000_000)
            + fixed64(6, UInt64(value)) + attribute(7, "dag_id", "dag_\(number)")
            + attribute(7, "task_id", "task_number_\(index / 100_000)") + attribute(7, "state", "success")
    }

    private static func attribute(_ field: UInt8, _ key: String, _ value: String) -> [UInt8] {
        message(field, text(1, key) + message(2, text(1, value)))
    }

    private static func text(_ field: UInt8, _ text: String) -> [UInt8] {
        message(field, Array(text.utf8))
    }

    private static func message(_ field: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [field << 3 | 2] + varint(bytes.count) + bytes
    }

    private static func fixed64(_ field: UInt8, _ value: UInt64) -> [UInt8] {
        [field << 3 | 1] + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func varint(_ value: Int) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + varint(value >> 7)
    }
}
