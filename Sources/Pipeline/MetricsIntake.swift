public import Locking
public import MetricCore

/// Where a receiver hands in its requests: they are read once, for all pipelines that it feeds.
public final class MetricsIntake: Sendable {
    private let registry: SeriesRegistry
    private let pipelines: [MetricsPipeline]

    /// Makes the intake of a receiver that feeds these pipelines.
    public init(registry: SeriesRegistry, pipelines: [MetricsPipeline]) {
        self.registry = registry
        self.pipelines = pipelines
    }

    /// Why a request was not taken.
    public enum Failure: Error, Equatable {
        /// Its bytes are no `ExportMetricsServiceRequest`; nothing of it has been applied.
        case malformed(WireError)
        /// An exporter refused it.
        case refused(Refusal)
    }

    /// An empty batch, which a thread keeps for its requests.
    public func makeBatch() -> Batch {
        registry.withLock { $0.makeBatch() }
    }

    /// Takes the protobuf bytes of an `ExportMetricsServiceRequest`.
    ///
    /// - Throws: ``Failure``.
    public func consume(_ request: RawSpan, _ batch: inout Batch) throws(Failure) {
        do {
            try batch.scan(request)
            try registry.withLock { registry throws(WireError) in try registry.resolve(&batch, in: request) }
        } catch {
            throw .malformed(error)
        }
        batch.arrivalTime = monotonicNanoseconds()
        batch.arrivalClockTime = clockNanoseconds()
        // An empty request is answered without troubling anybody, as otelcol does.
        guard !batch.points.isEmpty else { return }
        var refusal: Refusal?
        for pipeline in pipelines {
            do {
                try pipeline.consume(&batch, in: request)
            } catch {
                refusal = error.overriding(refusal)
            }
        }
        if let refusal { throw .refused(refusal) }
    }
}
