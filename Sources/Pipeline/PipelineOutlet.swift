internal import Locking
public import MetricCore

/// The way on from a processor that works on trees: a tree becomes a request again, and its series get their ids.
public struct PipelineOutlet: Sendable {
    let registry: SeriesRegistry
    private let next: any PipelineStage

    init(registry: SeriesRegistry, next: any PipelineStage) {
        self.registry = registry
        self.next = next
    }

    /// Whether an exporter at its end keeps points.
    var keepsPoints: Bool { next.keepsPoints }

    /// Sends on what a processor kept back.
    ///
    /// - Parameter take: Hands out what it kept. It is called when nothing can be forgotten any more that its points'
    ///   origins name.
    /// - Throws: ``Refusal`` as the exporters; nobody sends it again.
    public func send(_ take: () -> MetricsData) throws(Refusal) {
        var batch = Batch()
        batch.arrivalTime = monotonicNanoseconds()
        batch.arrivalClockTime = clockNanoseconds()
        registry.withLock { $0.enter(&batch) }
        _ = try send(take(), as: &batch)
    }

    /// - Returns: The points that aren't kept, each as the point that it was made of.
    func send(_ metrics: consuming MetricsData, as batch: inout Batch) throws(Refusal) -> [RejectedPoint]? {
        let origins = metrics.origins
        let client = metrics.client
        var writer = MessageWriter()
        metrics.encode(to: &writer)
        let bytes = writer.bytes
        defer { registry.withLock { $0.release(&batch) } }
        do {
            // The array outlives its span, here and below.
            try unsafe batch.scan(bytes.span.bytes)
            try unsafe registry.resolve(&batch, in: bytes.span.bytes)
        } catch {
            throw .permanent(reason: "what the processors made of the request can't be taken: \(error)")
        }
        batch.client = client
        batch.continueStreams(of: origins)
        let unplaced = batch.unidentifiedPoints
        let rejected = unsafe try next.consume(&batch, in: bytes.span.bytes)?
            .union(unplaced, reason: MetricsIntake.noRoom)
        return rejected.map { $0.attributed(to: origins) }
    }
}

extension [RejectedPoint] {
    /// The same as the points that those were made of, as far as they are known.
    fileprivate func attributed(to origins: [PointOrigin?]) -> [RejectedPoint] {
        let points = compactMap { point in origins[point.index].map { ($0.index, point.reason) } }
        return Dictionary(points) { first, _ in first }
            .map { RejectedPoint(index: $0.key, reason: $0.value) }
            .sorted { $0.index < $1.index }
    }
}
