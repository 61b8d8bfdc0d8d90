internal import MetricCore

/// The newest point of each series, in the order in which the series came.
struct NewestPoints {
    /// Where a metric is in a tree.
    struct Place {
        var resource: Int
        var scope: Int
        var metric: Int
    }

    /// A resource, scope or metric, and who reported it.
    private struct Group<ID: Hashable>: Hashable {
        let id: ID
        let writer: WriterID
    }

    /// How many points are kept.
    static let limit = 1_000_000

    private var tree = MetricsData()
    private var resources: [Group<ResourceID>: Int] = [:]
    private var scopes: [Group<ScopeID>: (resource: Int, scope: Int)] = [:]
    private var metrics: [Group<MetricID>: Place] = [:]
    private var points: [PointOrigin.Identity: (metric: Place, index: Int)] = [:]
    /// The series that the points' origins name.
    private var named: Set<SeriesID> = []
    private var count = 0

    /// Takes everything out.
    mutating func take() -> MetricsData {
        let taken = tree
        self = NewestPoints()
        return taken
    }

    /// Keeps a point, unless a newer one of its series is kept, or one of the same time.
    ///
    /// - Returns: Whether there was room.
    mutating func keep(
        _ point: PointContents, of place: Place, in received: MetricsData, _ parents: SeriesParents
    ) -> Bool {
        guard let identity = point.origin?.identity else { return false }
        if let (metric, index) = points[identity] {
            if point.time > tree[metric].points[index].time { tree[metric].points[index] = point }
            return true
        }
        guard count < Self.limit else { return false }
        let metric = self.place(of: place, in: received, parents, identity.writer)
        points[identity] = (metric, tree[metric].points.count)
        tree[metric].points.append(point)
        named.formUnion([identity.received, identity.series])
        count += 1
        return true
    }

    /// Where the points of a metric are kept.
    private mutating func place(
        of place: Place, in received: MetricsData, _ parents: SeriesParents, _ writer: WriterID
    ) -> Place {
        if let known = metrics[Group(id: parents.metric, writer: writer)] { return known }
        let resource = received.resources[place.resource]
        let (resourceIndex, scopeIndex) = scopePlace(of: resource, resource.scopes[place.scope], parents, writer)
        let metricIndex = tree.resources[resourceIndex].scopes[scopeIndex].metrics.count
        var metric = received[place]
        metric.points = []
        tree.resources[resourceIndex].scopes[scopeIndex].metrics.append(metric)
        let made = Place(resource: resourceIndex, scope: scopeIndex, metric: metricIndex)
        metrics[Group(id: parents.metric, writer: writer)] = made
        return made
    }

    private mutating func scopePlace(
        of resource: ResourceMetrics, _ scope: ScopeMetrics, _ parents: SeriesParents, _ writer: WriterID
    ) -> (resource: Int, scope: Int) {
        if let known = scopes[Group(id: parents.scope, writer: writer)] { return known }
        let resourceGroup = Group(id: parents.resource, writer: writer)
        let index = resources[resourceGroup] ?? tree.resources.count
        if index == tree.resources.count {
            tree.resources.append(ResourceMetrics(resource: resource.resource, schemaURL: resource.schemaURL))
            resources[resourceGroup] = index
        }
        let made = (resource: index, scope: tree.resources[index].scopes.count)
        tree.resources[index].scopes.append(ScopeMetrics(scope: scope.scope))
        scopes[Group(id: parents.scope, writer: writer)] = made
        return made
    }

    /// Has no point name these series any more. What comes of any series from now on is kept beside what is there.
    mutating func forget(_ series: [SeriesID]) {
        guard !named.isDisjoint(with: series) else { return }
        tree.forgetOrigins(of: series)
        let (kept, keptCount) = (tree, count)
        self = NewestPoints()
        (tree, count) = (kept, keptCount)
        // Those that the other points name may be forgotten later.
        named = Set(tree.origins.compactMap { $0?.identity }.flatMap { [$0.received, $0.series] })
    }
}

extension MetricsData {
    /// The metric at a place.
    subscript(place: NewestPoints.Place) -> Metric {
        get { resources[place.resource].scopes[place.scope].metrics[place.metric] }
        _modify { yield &resources[place.resource].scopes[place.scope].metrics[place.metric] }
    }
}
