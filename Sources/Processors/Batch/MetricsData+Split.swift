internal import MetricCore

extension MetricsData {
    /// The same points in order, in trees of so many points each but the last. What is cut through is in both.
    ///
    /// Groups without points are in none.
    func split(every size: Int) -> [MetricsData] {
        var pieces = Pieces(size: size)
        for resource in resources {
            pieces.beginResource()
            for scope in resource.scopes {
                pieces.beginScope()
                for metric in scope.metrics { pieces.add(metric, of: scope, of: resource) }
            }
        }
        return pieces.all
    }
}

/// Trees that are filled one after another.
private struct Pieces {
    let size: Int
    private(set) var all: [MetricsData] = []
    /// How many points the last tree has yet room for.
    private var room = 0
    // Whether the group at hand is the last one of the last tree.
    private var hasResource = false
    private var hasScope = false

    init(size: Int) {
        self.size = size
    }

    mutating func beginResource() {
        hasResource = false
        hasScope = false
    }

    mutating func beginScope() { hasScope = false }

    mutating func add(_ metric: Metric, of scope: ScopeMetrics, of resource: ResourceMetrics) {
        var start = 0
        while start < metric.points.count {
            if room == 0 {
                all.append(MetricsData())
                room = size
                beginResource()
            }
            let end = min(start + room, metric.points.count)
            let part = Metric(
                description: metric.description, metadata: metric.metadata, points: Array(metric.points[start..<end]))
            append(part, of: scope, of: resource)
            room -= end - start
            start = end
        }
    }

    private mutating func append(_ metric: Metric, of scope: ScopeMetrics, of resource: ResourceMetrics) {
        let tree = all.count - 1
        if !hasResource {
            all[tree].resources.append(ResourceMetrics(resource: resource.resource, schemaURL: resource.schemaURL))
        }
        let last = all[tree].resources.count - 1
        if !hasScope { all[tree].resources[last].scopes.append(ScopeMetrics(scope: scope.scope)) }
        let lastScope = all[tree].resources[last].scopes.count - 1
        all[tree].resources[last].scopes[lastScope].metrics.append(metric)
        (hasResource, hasScope) = (true, true)
    }
}
