internal import Locking
internal import MetricCore

/// A stretch of a pipeline from one of its processors to the exporters.
protocol PipelineStage: Sendable {
    /// Takes a batch through the rest of the pipeline.
    ///
    /// - Returns: The points that no exporter keeps, of those that keep any; nil if none does. One that a processor
    ///   dropped counts as kept.
    /// - Throws: The first ``Refusal``; a temporary one, if there is one, so that the sender tries again.
    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]?

    /// Whether an exporter at its end keeps points.
    var keepsPoints: Bool { get }
}

extension PipelineStage {
    /// What there is to tell of a batch that ends here: nothing is rejected.
    fileprivate var nothingRejected: [RejectedPoint]? { keepsPoints ? [] : nil }
}

/// The end of a pipeline.
struct ExportStage: PipelineStage {
    let exporters: [any Exporter]

    var keepsPoints: Bool { exporters.contains(where: \.keepsPoints) }

    /// Each exporter gets the batch, whatever the others did.
    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]? {
        var rejected: [RejectedPoint]?
        var refusal: Refusal?
        for exporter in exporters {
            do {
                let points = try exporter.consume(batch, in: request)
                if exporter.keepsPoints { rejected = rejected?.intersection(points) ?? points }
            } catch {
                refusal = error.overriding(refusal)
            }
        }
        if let refusal { throw refusal }
        return rejected
    }
}

/// Processors that look at nothing but what series are called.
struct SeriesStage: PipelineStage {
    let route: Route
    /// The same for batches with groups that hold no points, where somebody is shown those: a route has none for them.
    let eachPoint: MetricsStage?
    let stopsEmptyRequests: Bool
    let next: any PipelineStage

    init(
        _ processors: [any SeriesProcessor], showsEmptyGroups: Bool, registry: SeriesRegistry,
        next: any PipelineStage
    ) {
        route = Route(processors, registry: registry)
        let writerKeys = registry.withLock { $0.writerAttributes }
        eachPoint =
            showsEmptyGroups
            ? MetricsStage([EachPointProcessor(processors, hiding: writerKeys)], registry: registry, next: next) : nil
        stopsEmptyRequests = showsEmptyGroups && processors.contains(where: \.stopsEmptyRequests)
        self.next = next
    }

    var keepsPoints: Bool { next.keepsPoints }

    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]? {
        if let eachPoint, batch.hasEmptyGroups { return try eachPoint.consume(&batch, in: request) }
        let unplaced = route.apply(to: &batch)
        let isOver = stopsEmptyRequests && batch.isEmptied
        let rejected = isOver ? nothingRejected : try next.consume(&batch, in: request)
        return rejected?.union(unplaced, reason: MetricsIntake.noRoom)
    }
}

/// Processors that change points where they are.
struct PointsStage: PipelineStage {
    let processors: [any PointsProcessor]
    /// The same for batches with groups that hold no points, where somebody is shown those.
    let whole: MetricsStage?
    let stopsEmptyRequests: Bool
    let next: any PipelineStage

    init(
        _ processors: [any PointsProcessor], showsEmptyGroups: Bool, registry: SeriesRegistry,
        next: any PipelineStage
    ) {
        self.processors = processors
        whole = showsEmptyGroups ? MetricsStage(processors, registry: registry, next: next) : nil
        stopsEmptyRequests = showsEmptyGroups && processors.contains(where: \.stopsEmptyRequests)
        self.next = next
    }

    var keepsPoints: Bool { next.keepsPoints }

    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]? {
        if let whole, batch.hasEmptyGroups { return try whole.consume(&batch, in: request) }
        for processor in processors { processor.process(&batch) }
        if stopsEmptyRequests, batch.isEmptied { return nothingRejected }
        return try next.consume(&batch, in: request)
    }
}

/// Processors that work on what a request says as a whole. What they make of it is another request.
struct MetricsStage: PipelineStage {
    let processors: [any MetricsProcessor]
    let outlet: PipelineOutlet

    init(_ processors: [any MetricsProcessor], registry: SeriesRegistry, next: any PipelineStage) {
        self.processors = processors
        outlet = PipelineOutlet(registry: registry, next: next)
    }

    var keepsPoints: Bool { outlet.keepsPoints }

    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]? {
        var metrics = MetricsData(batch, in: request, registry: outlet.registry)
        for processor in processors {
            try processor.process(&metrics)
            if metrics.resources.isEmpty, processor.stopsEmptyRequests { return nothingRejected }
        }
        var made = Batch()
        made.arrivalTime = batch.arrivalTime
        made.arrivalClockTime = batch.arrivalClockTime
        defer { batch.countOverflow(of: made) }
        return try outlet.send(metrics, as: &made)
    }
}
