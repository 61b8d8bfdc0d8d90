public import MetricCore

/// Ends a pipeline. One exporter may end several.
public protocol Exporter: Component {
    /// Takes the points of a batch whose series were not dropped.
    ///
    /// The batch and the request's bytes are lent for the call. Several threads call at once.
    ///
    /// - Throws: ``Refusal``; the receiver tells the sender.
    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal)
}

/// Why a batch was not taken, in the two shades that a sender can act on.
public enum Refusal: Error, Equatable {
    /// Send it again later.
    case temporary(reason: String)
    /// Never send it again: it would be refused for ever.
    case permanent(reason: String)
}
