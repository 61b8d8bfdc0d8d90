/// What a request says, as a tree: for processors that look at values, or at more than one point at a time.
public struct MetricsData: Sendable {
    /// The resources, in order.
    public var resources: [ResourceMetrics]
    /// The request that it came with, as ``Batch/client`` has it.
    public var client: ClientInformation?

    /// Makes a tree.
    public init(resources: [ResourceMetrics] = [], client: ClientInformation? = nil) {
        self.resources = resources
        self.client = client
    }

    /// How many data points there are.
    public var pointCount: Int {
        resources.lazy.flatMap(\.scopes).flatMap(\.metrics).reduce(0) { $0 + $1.points.count }
    }

    /// Removes metrics without points unless they are to stay, scopes without metrics and resources without scopes.
    public mutating func removeEmptyGroups(keeping isKept: (Metric) -> Bool = { _ in false }) {
        for resource in resources.indices {
            for scope in resources[resource].scopes.indices {
                resources[resource].scopes[scope].metrics.removeAll { $0.points.isEmpty && !isKept($0) }
            }
            resources[resource].scopes.removeAll { $0.metrics.isEmpty }
        }
        resources.removeAll { $0.scopes.isEmpty }
    }
}

/// A resource and what it reports.
public struct ResourceMetrics: Sendable {
    /// The resource, its writer's attributes among the others.
    public var resource: ResourceContents
    /// The schema URL of the resource, often empty.
    public var schemaURL: String
    /// Its scopes.
    public var scopes: [ScopeMetrics]

    /// Makes a resource.
    public init(resource: ResourceContents = ResourceContents(), schemaURL: String = "", scopes: [ScopeMetrics] = []) {
        self.resource = resource
        self.schemaURL = schemaURL
        self.scopes = scopes
    }
}

/// A scope of a resource and its metrics.
public struct ScopeMetrics: Sendable {
    /// The scope.
    public var scope: ScopeDescription
    /// Its metrics.
    public var metrics: [Metric]

    /// Makes a scope.
    public init(scope: ScopeDescription = ScopeDescription(), metrics: [Metric] = []) {
        self.scope = scope
        self.metrics = metrics
    }
}

/// A metric and its data points, whose values are of the kind that its type has.
public struct Metric: Sendable {
    /// Name, description, unit, type.
    public var description: MetricDescription
    /// What is said about the metric beside that; it names nothing.
    public var metadata: [Attribute]
    /// Its points.
    public var points: [PointContents]

    /// Makes a metric.
    public init(description: MetricDescription, metadata: [Attribute] = [], points: [PointContents] = []) {
        self.description = description
        self.metadata = metadata
        self.points = points
    }
}
