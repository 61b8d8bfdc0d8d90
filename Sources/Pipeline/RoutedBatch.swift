public import Locking
public import MetricCore

/// The groups of a batch as the pipeline's processors left them.
///
/// Points of one received metric whose series went the same way stay together, in the order in which they first appear,
/// and so do such metrics of one received scope and such scopes of one received resource. Groups that lost all that
/// they held are gone; those that were empty when they came are still there.
public struct RoutedBatch {
    /// A resource, scope or metric.
    struct Group {
        /// The group that it was received in: an index into the batch's list.
        let received: Int
        /// A series that stands under it, if that changed its name.
        let routed: SeriesID?
        /// What it holds: indices into the list of the next level, for a metric into the batch's points.
        fileprivate(set) var members: [Int] = []
    }

    let registry: SeriesRegistry
    private var resourceLevel = Level()
    private var scopeLevel = Level()
    private var metricLevel = Level()
    /// How many points there are.
    public private(set) var pointCount = 0

    /// How many resources there are.
    public var resourceCount: Int { resources.count }
    /// How many metrics there are.
    public var metricCount: Int { metrics.count }

    /// The resources; `members` are scopes.
    var resources: [Group] { resourceLevel.groups }
    /// The scopes of all resources; `members` are metrics.
    var scopes: [Group] { scopeLevel.groups }
    /// The metrics of all scopes; `members` are points.
    var metrics: [Group] { metricLevel.groups }

    /// Groups what is left of a batch.
    public init(_ batch: borrowing Batch, registry: SeriesRegistry) {
        self.registry = registry
        let changed = Self.parentsOfChangedSeries(in: batch, registry)
        for resource in batch.resources.indices {
            if batch.resources[resource].scopes.isEmpty { add(batch, resource) }
            for scope in batch.resources[resource].scopes {
                if batch.scopes[scope].metrics.isEmpty { add(batch, resource, scope) }
                for metric in batch.scopes[scope].metrics {
                    if batch.metrics[metric].points.isEmpty { add(batch, resource, scope, metric) }
                    for point in batch.metrics[metric].points where batch.points[point].series != .none {
                        add(batch, resource, scope, metric, point, changed[batch.points[point].series])
                    }
                }
            }
        }
    }

    private static func parentsOfChangedSeries(
        in batch: borrowing Batch, _ registry: SeriesRegistry
    ) -> [SeriesID: SeriesParents] {
        let changed = Set(batch.points.lazy.filter { $0.series != $0.written && $0.series != .none }.map(\.series))
        guard !changed.isEmpty else { return [:] }
        return registry.withLock { registry in
            changed.reduce(into: [:]) { $0[$1] = registry.parents(of: $1) }
        }
    }

    /// Puts a point under its parents, or an empty group under those that it was received in.
    private mutating func add(
        _ batch: borrowing Batch, _ resource: Int, _ scope: Int? = nil, _ metric: Int? = nil, _ point: Int? = nil,
        _ parents: SeriesParents? = nil
    ) {
        let routed = point.map { batch.points[$0].series }
        let receivedResource = batch.resources[resource].id
        let resourceID = parents?.resource ?? receivedResource
        let (resourceIndex, _) = resourceLevel.find(
            resource, id: resourceID.rawValue, routed: resourceID == receivedResource ? nil : routed)

        guard let scope else { return }
        let receivedScope = batch.scopes[scope].id
        let scopeID = parents?.scope ?? receivedScope
        let (scopeIndex, isNewScope) = scopeLevel.find(
            scope, id: scopeID.rawValue, routed: scopeID == receivedScope ? nil : routed)
        if isNewScope { resourceLevel.groups[resourceIndex].members.append(scopeIndex) }

        guard let metric else { return }
        let receivedMetric = batch.metrics[metric].id
        let metricID = parents?.metric ?? receivedMetric
        let (metricIndex, isNewMetric) = metricLevel.find(
            metric, id: metricID.rawValue, routed: metricID == receivedMetric ? nil : routed)
        if isNewMetric { scopeLevel.groups[scopeIndex].members.append(metricIndex) }

        guard let point else { return }
        metricLevel.groups[metricIndex].members.append(point)
        pointCount += 1
    }

    /// The groups of one level, found by where they were received and what they are now.
    private struct Level {
        var groups: [Group] = []
        /// The groups that were made of the received one that came last, by their ids.
        private var indices: [UInt32: Int] = [:]
        private var received: Int?
        /// Points of one group follow each other as a rule.
        private var last: (id: UInt32, index: Int)?

        mutating func find(_ received: Int, id: UInt32, routed: SeriesID?) -> (index: Int, isNew: Bool) {
            if received != self.received {
                self.received = received
                indices = [:]
                last = nil
            }
            if let last, last.id == id { return (last.index, false) }
            let known = indices[id]
            let index = known ?? groups.count
            if known == nil {
                groups.append(Group(received: received, routed: routed))
                indices[id] = index
            }
            last = (id, index)
            return (index, known == nil)
        }
    }
}
