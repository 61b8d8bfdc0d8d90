import Locking
import MetricCore
import Pipeline

/// An exporter that notes the names and attributes of what it gets, and answers as it is told.
final class NotingExporter: Exporter {
    private let registry: SeriesRegistry
    private let refusal: Refusal?
    private let notes = Locked<[String]>([])

    init(_ registry: SeriesRegistry, refusing refusal: Refusal? = nil) {
        self.registry = registry
        self.refusal = refusal
    }

    /// The series of all points so far, as `name{key=value}`.
    var series: [String] { notes.withLock { $0 } }

    func start() {}
    func stop() {}
    var isScraped: Bool { true }

    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint] {
        for index in batch.points.indices where batch.points[index].series != .none {
            let series = registry.withLock { $0.describe(batch.points[index].series) }
            let attributes = series.attributes.map { "\($0.key)=\($0.value.text)" }.joined(separator: ",")
            notes.withLock { $0.append("\(series.metric.name){\(attributes)}") }
        }
        if let refusal { throw refusal }
        return []
    }
}

/// A processor that counts its calls: it drops metrics of one name and gives others an attribute.
final class CountingProcessor: SeriesProcessor {
    private let dropped: String
    private let added: String
    private let counts = Locked<[String: Int]>([:])

    init(dropping dropped: String = "", adding added: String) {
        self.dropped = dropped
        self.added = added
    }

    /// How often each metric's series were seen.
    var calls: [String: Int] { counts.withLock { $0 } }

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        counts.withLock { $0[series.metric.name, default: 0] += 1 }
        guard series.metric.name != dropped else { return nil }
        var series = series
        series.attributes.append(Attribute(key: added, value: .int(1)))
        return series
    }
}

extension MetricsIntake {
    /// Takes bytes with a batch of their own.
    @discardableResult
    func consume(_ bytes: [UInt8]) throws(Failure) -> IntakeReport {
        var batch = Batch()
        return try consume(unsafe bytes.span.bytes, &batch)
    }
}

/// A gate that stands open or doesn't.
final class TestGate: Gate {
    private let refusal: Refusal?

    init(refusing refusal: Refusal? = nil) {
        self.refusal = refusal
    }

    func start() {}
    func stop() {}

    func admit() throws(Refusal) {
        if let refusal { throw refusal }
    }
}
