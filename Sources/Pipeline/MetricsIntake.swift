public import Locking
public import MetricCore

/// Where a receiver hands in its requests: they are read once, for all pipelines that it feeds.
public final class MetricsIntake: Sendable {
    private let registry: SeriesRegistry
    private let pipelines: [MetricsPipeline]
    private let gates: [any Gate]
    /// Whether somebody looks at who sent a request.
    public let looksAtClient: Bool

    /// Makes the intake of a receiver that feeds these pipelines.
    public init(registry: SeriesRegistry, pipelines: [MetricsPipeline]) {
        self.registry = registry
        self.pipelines = pipelines
        gates = pipelines.flatMap(\.gates)
        looksAtClient = pipelines.contains(where: \.looksAtClient)
    }

    /// Why a request was not taken.
    public enum Failure: Error, Equatable {
        /// Its bytes are no `ExportMetricsServiceRequest`; nothing of it has been applied.
        case malformed(WireError)
        /// An exporter refused it.
        case refused(Refusal)
    }

    /// Why points have no series.
    static let noRoom = "too many resources, scopes or metrics"

    /// Takes the protobuf bytes of an `ExportMetricsServiceRequest`.
    ///
    /// - Parameter client: Who sent it; needed if ``looksAtClient``.
    /// - Throws: ``Failure``.
    @discardableResult
    public func consume(
        _ request: RawSpan, _ batch: inout Batch, from client: ClientInformation? = nil
    ) throws(Failure) -> IntakeReport {
        batch.arrivalTime = monotonicNanoseconds()
        batch.arrivalClockTime = clockNanoseconds()
        do {
            try batch.scan(request)
        } catch {
            throw .malformed(error)
        }
        batch.client = client
        if !batch.points.isEmpty { try passGates() }
        do {
            try registry.resolve(&batch, in: request)
        } catch {
            throw .malformed(error)
        }
        // The batch's ids are nobody's any more when the pipelines are through with it.
        defer { registry.withLock { $0.release(&batch) } }
        // An empty request is answered without troubling anybody, as otelcol does.
        guard !batch.points.isEmpty else { return .taken }
        return try handOver(&batch, in: request)
    }

    /// A request that one pipeline refuses goes to none, so that it can come again as it was.
    private func passGates() throws(Failure) {
        do {
            for gate in gates { try gate.admit() }
        } catch {
            throw .refused(error)
        }
    }

    private func handOver(_ batch: inout Batch, in request: RawSpan) throws(Failure) -> IntakeReport {
        var rejected: [RejectedPoint]?
        var refusal: Refusal?
        for (index, pipeline) in pipelines.enumerated() {
            if index > 0 { batch.leaveAsReceived() }
            do {
                guard let points = try pipeline.consume(&batch, in: request) else { continue }
                rejected = rejected?.intersection(points) ?? points
            } catch {
                refusal = error.overriding(refusal)
            }
        }
        if let refusal { throw .refused(refusal) }
        guard rejected?.isEmpty == false || batch.overflowedPoints > 0 || !batch.unidentifiedPoints.isEmpty else {
            return .taken
        }
        return IntakeReport(
            rejected: (rejected ?? []).union(batch.unidentifiedPoints, reason: Self.noRoom),
            overflowedPoints: batch.overflowedPoints)
    }
}
