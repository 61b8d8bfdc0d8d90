public import Locking
public import MetricCore

/// The registry that all pipelines share.
public typealias SeriesRegistry = Locked<Registry>

extension SeriesRegistry {
    /// A series in words. The lock isn't held to decode it.
    public func describe(_ id: SeriesID) -> SeriesDescription {
        withLock { $0.known(id) }.description
    }

    /// Gives each group and point of the batch its id. The lock is held to find and to make, in slices, and not to
    /// decode.
    ///
    /// - Throws: ``WireError`` as ``Registry/resolve(_:in:)``.
    func resolve(_ batch: inout Batch, in request: RawSpan) throws(WireError) {
        var unknown = try withLock { registry throws(WireError) in try registry.find(&batch, in: request) }
        do {
            while !unknown.isEmpty {
                let new = try unknown.decodeNext(of: batch, in: request)
                try withLock { registry throws(WireError) in
                    try registry.make(new, &unknown, of: &batch, in: request)
                }
            }
        } catch {
            withLock { $0.abandon(&unknown, of: &batch) }
            throw error
        }
    }
}
