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
    /// Gives the points that were made of others the streams of those, and their resources the writers. Those that had
    /// been counted as overflowed before aren't counted again.
    ///
    /// - Parameter origins: For each point, in order, where it comes from; nil if it is one of its own.
    public mutating func continueStreams(of origins: [PointOrigin?]) {
        precondition(origins.count == points.count, "each point has an origin, or none")
        for resource in resources.indices {
            for scope in resources[resource].scopes {
                for metric in scopes[scope].metrics {
                    for index in metrics[metric].points {
                        guard let identity = origins[index]?.identity else { continue }
                        continueStream(of: identity, at: index)
                        resources[resource].writer = identity.writer
                    }
                }
            }
        }
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

    /// Makes several resources of each whose points come from several writers: a resource has one.
    public mutating func separateWriters() {
        resources = resources.flatMap { resource -> [ResourceMetrics] in
            let origins = MetricsData(resources: [resource]).origins
            let writers = origins.compactMap { $0?.identity.writer }.inOrderOfAppearance()
            guard writers.count > 1 else { return [resource] }
            return writers.enumerated().map { index, writer in
                resource.filteringPoints { point in
                    point.origin.map { $0.identity.writer == writer } ?? (index == 0)
                }
            }
        }
    }
}

extension ResourceMetrics {
    /// The same with those points only for which `isKept` says so, without groups that have none then.
    fileprivate func filteringPoints(_ isKept: (PointContents) -> Bool) -> ResourceMetrics {
        var kept = MetricsData(resources: [self])
        for scope in kept.resources[0].scopes.indices {
            for metric in kept.resources[0].scopes[scope].metrics.indices {
                kept.resources[0].scopes[scope].metrics[metric].points.removeAll { !isKept($0) }
            }
        }
        kept.removeEmptyGroups()
        return kept.resources[0]
    }
}

extension [WriterID] {
    /// Each once.
    fileprivate func inOrderOfAppearance() -> [WriterID] {
        var seen: Set<WriterID> = []
        return filter { seen.insert($0).inserted }
    }
}
