/// Where a point of a tree comes from: what counts as its stream, whatever processors make of it.
public struct PointOrigin: Hashable, Sendable {
    /// What tells streams of state apart: the series as it was received, as it is when the tree is made, and who
    /// reported it.
    public struct Identity: Hashable, Sendable {
        /// The series as it was received.
        public let received: SeriesID
        /// What processors had made of it when the tree was made.
        public let series: SeriesID
        /// Who reported it.
        public let writer: WriterID
        /// Of one in an overflow series, what tells it apart; else 0.
        let overflowHash: UInt64
    }

    /// What tells streams of state apart.
    public let identity: Identity
    /// Which point it was of the batch that the tree was made of.
    public let index: Int

    /// The point at that index of a batch's points.
    public init(_ point: DataPoint, at index: Int, from writer: WriterID) {
        identity = Identity(
            received: point.received, series: point.series, writer: writer,
            overflowHash: point.isOverflow ? point.attributesHash : 0)
        self.index = index
    }
}

extension Batch {
    /// Gives the points that were made of others the streams and writers of those. Those that had been counted as
    /// overflowed before aren't counted again.
    ///
    /// - Parameter origins: For each point, in order, where it comes from; nil if it is one of its own.
    public mutating func continueStreams(of origins: [PointOrigin?]) {
        precondition(origins.count == points.count, "each point has an origin, or none")
        var writers: [WriterID] = []
        var areSeveral = false
        for resource in resources.indices {
            let received = points(of: resource)
            let first = origins[received].lazy.compactMap { $0?.identity.writer }.first ?? resources[resource].writer
            resources[resource].writer = first
            for index in received {
                let writer = origins[index]?.identity.writer ?? first
                writers.append(writer)
                if writer != first { areSeveral = true }
                if let identity = origins[index]?.identity { continueStream(of: identity, at: index) }
            }
        }
        if areSeveral { pointWriters = writers }
    }

    /// The points of a resource in ``points``.
    private func points(of resource: Int) -> Range<Int> {
        let metrics = resources[resource].scopes.flatMap { scopes[$0].metrics }
        guard let first = metrics.first, let last = metrics.last else { return 0..<0 }
        return self.metrics[first].points.lowerBound..<self.metrics[last].points.upperBound
    }

    private mutating func continueStream(of identity: PointOrigin.Identity, at index: Int) {
        guard points[index].received != .none else { return }
        if points[index].isOverflow, identity.overflowHash != 0 { overflowedPoints -= 1 }
        points[index].received = identity.received
        points[index].isOverflow = identity.overflowHash != 0
        points[index].attributesHash = identity.overflowHash
    }
}

extension MetricsData {
    /// Where its points come from, in order. A metric without data has none.
    public var origins: [PointOrigin?] {
        let metrics = resources.flatMap { $0.scopes.flatMap(\.metrics) }
        return metrics.filter { $0.description.shape.type != .empty }.flatMap { $0.points.map(\.origin) }
    }
}
