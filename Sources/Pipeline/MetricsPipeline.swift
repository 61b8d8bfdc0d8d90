internal import MetricCore

/// The way of metrics from receivers through processors to exporters.
public final class MetricsPipeline: Sendable {
    private let route: Route
    private let exporters: [any Exporter]
    /// What a request has to pass before anything of it is applied.
    let gates: [any Gate]

    /// Makes a pipeline.
    public init(route: Route, gates: [any Gate] = [], exporters: [any Exporter]) {
        self.route = route
        self.gates = gates
        self.exporters = exporters
    }

    /// Takes a batch through the pipeline.
    ///
    /// Each exporter gets it, whatever the others did.
    ///
    /// - Returns: The points that no exporter of the pipeline keeps, of those that keep any; nil if none does. One that
    ///   a processor dropped counts as kept.
    /// - Throws: The first ``Refusal`` of an exporter; a temporary one, if there is one, so that the sender tries
    /// again.
    func consume(_ batch: inout Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]? {
        let unplaced = route.apply(to: &batch)
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
        return rejected?.union(unplaced, reason: MetricsIntake.noRoom)
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
