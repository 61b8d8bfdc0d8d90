internal import MetricCore

/// The way of metrics from receivers through processors to exporters.
public final class MetricsPipeline: Sendable {
    /// What a request has to pass before anything of it is applied.
    let gates: [any Gate]
    /// What remembers series, and what keeps state under their ids: both are told what is forgotten.
    private let routes: [Route]
    private let processors: [any MetricsProcessor]
    /// Whether one of them looks at who sent a request.
    let looksAtClient: Bool
    private let first: any PipelineStage

    /// Makes a pipeline of steps in their order.
    public init(
        _ steps: [ProcessorStep] = [], gates: [any Gate] = [], exporters: [any Exporter], registry: SeriesRegistry
    ) {
        self.gates = gates
        var routes: [Route] = []
        var processors: [any MetricsProcessor] = []
        var first: any PipelineStage = ExportStage(exporters: exporters)
        let showsEmptyGroups = !exporters.allSatisfy(\.isScraped)
        for stretch in steps.stretches.reversed() {
            switch stretch {
            case .series(let stretch):
                let stage = SeriesStage(
                    stretch, showsEmptyGroups: showsEmptyGroups, registry: registry, next: first)
                routes.append(stage.route)
                first = stage
            case .points(let stretch):
                first = PointsStage(stretch, showsEmptyGroups: showsEmptyGroups, registry: registry, next: first)
                processors += stretch
            case .metrics(let stretch):
                let stage = MetricsStage(stretch, registry: registry, next: first)
                (stretch.last as? any HoldingProcessor)?.connect(stage.outlet)
                processors += stretch
                first = stage
            }
        }
        self.first = first
        self.routes = routes
        self.processors = processors
        looksAtClient = processors.contains(where: \.looksAtClient)
    }

    /// Takes a batch, its series as received, through the pipeline.
    ///
    /// - Returns: The points that no exporter of the pipeline keeps, of those that keep any; nil if none does. One that
    ///   a processor dropped counts as kept.
    /// - Throws: The first ``Refusal``; a temporary one, if there is one, so that the sender tries again.
    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]? {
        try first.consume(&batch, in: request)
    }

    /// Drops all that it has under these ids, which come to name other series when the call returns.
    func forget(_ series: [SeriesID]) {
        for route in routes { route.forget(series) }
        for processor in processors { processor.forget(series) }
    }
}

/// Steps that are done together.
private enum Stretch {
    case series([any SeriesProcessor])
    case points([any PointsProcessor])
    case metrics([any MetricsProcessor])
}

extension [ProcessorStep] {
    /// The steps in as few stretches as can be.
    fileprivate var stretches: [Stretch] {
        let stretches: [Stretch] = reduce(into: []) { stretches, step in
            switch (stretches.last, step.work) {
            case (.series(let before), .series(let processor)):
                stretches[stretches.count - 1] = .series(before + [processor])
            case (_, .series(let processor)): stretches.append(.series([processor]))
            case (_, .eachPoint(let processor)): stretches.append(metrics: EachPointProcessor([processor]))
            case (_, .metrics(let processor)): stretches.append(metrics: processor)
            }
        }
        return stretches.map(\.withoutNeedlessTree)
    }
}

extension Stretch {
    /// The same, on the points where they are if all of it can be done there.
    fileprivate var withoutNeedlessTree: Stretch {
        guard case .metrics(let processors) = self else { return self }
        let pointsProcessors = processors.compactMap { $0 as? any PointsProcessor }
        return pointsProcessors.count == processors.count ? .points(pointsProcessors) : self
    }
}

extension [Stretch] {
    /// One that keeps state begins a stretch, since only there each point has its ids; one that holds back ends one.
    fileprivate mutating func append(metrics processor: any MetricsProcessor) {
        if case .metrics(let before) = last, !processor.keepsState, !(before.last is any HoldingProcessor) {
            self[count - 1] = .metrics(before + [processor])
        } else {
            append(.metrics([processor]))
        }
    }
}

extension Refusal {
    /// The one of two refusals that the sender is told.
    func overriding(_ earlier: Refusal?) -> Refusal {
        if case .temporary = self { return self }
        return earlier ?? self
    }

    /// What to tell the sender.
    public var reason: String {
        switch self {
        case .temporary(let reason), .permanent(let reason): reason
        }
    }
}
