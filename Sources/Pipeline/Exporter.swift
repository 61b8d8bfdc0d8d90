public import MetricCore

/// Ends a pipeline. One exporter may end several.
public protocol Exporter: Component {
    /// Takes the points of a batch whose series were not dropped.
    ///
    /// The batch and the request's bytes are lent for the call. Several threads call at once.
    ///
    /// - Returns: The points that it doesn't keep, in ascending order.
    /// - Throws: ``Refusal``; the receiver tells the sender.
    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint]

    /// Whether it keeps points or sends them on; one that only looks at them tells nothing of what happens to them.
    var keepsPoints: Bool { get }

    /// Whether it hands out what it keeps when somebody asks, and sends nothing by itself.
    var isScraped: Bool { get }

    /// Drops all that it has under these ids, which come to name other series when the call returns.
    ///
    /// No batch that is under way or comes later has them, until they name others. What is still to be shown stays
    /// under a key of its own.
    func forget(_ series: [SeriesID])
}

extension Exporter {
    /// It keeps them.
    public var keepsPoints: Bool { true }

    /// It sends.
    public var isScraped: Bool { false }

    /// Has nothing under the ids of series.
    public func forget(_ series: [SeriesID]) {}
}

/// Why a batch was not taken, in the two shades that a sender can act on.
public enum Refusal: Error, Equatable {
    /// Send it again later.
    case temporary(reason: String)
    /// Never send it again: it would be refused for ever.
    case permanent(reason: String)
}
