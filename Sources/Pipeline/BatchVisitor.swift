public import MetricCore

/// Is shown the parts of a batch in order, each with its index within its parent.
public protocol BatchVisitor: ~Copyable {
    /// Whether the rest needn't be shown.
    var hasSeenEnough: Bool { get }
    /// A resource begins.
    mutating func begin(_ resource: ResourceContents, schemaURL: String, at index: Int)
    /// A scope of the resource that began last begins.
    mutating func begin(_ scope: ScopeDescription, at index: Int)
    /// A metric of the scope that began last begins.
    mutating func begin(_ metric: MetricDescription, metadata: [Attribute], at index: Int)
    /// A point of the metric that began last.
    mutating func add(_ point: PointContents, at index: Int)
}

extension MetricsData {
    /// What is left of a batch.
    init(_ batch: borrowing Batch, in request: RawSpan, registry: SeriesRegistry) {
        self.init(client: batch.client)
        RoutedBatch(batch, registry: registry).show(batch, in: request, to: &self)
    }
}

extension MetricsData: BatchVisitor {
    /// It is never too much: a batch is bounded.
    public var hasSeenEnough: Bool { false }

    /// Adds a resource.
    public mutating func begin(_ resource: ResourceContents, schemaURL: String, at index: Int) {
        resources.append(ResourceMetrics(resource: resource, schemaURL: schemaURL))
    }

    /// Adds a scope to the last resource.
    public mutating func begin(_ scope: ScopeDescription, at index: Int) {
        resources[resources.count - 1].scopes.append(ScopeMetrics(scope: scope))
    }

    /// Adds a metric to the last scope.
    public mutating func begin(_ metric: MetricDescription, metadata: [Attribute], at index: Int) {
        resources[resources.count - 1].addMetric(Metric(description: metric, metadata: metadata))
    }

    /// Adds a point to the last metric.
    public mutating func add(_ point: PointContents, at index: Int) {
        resources[resources.count - 1].addPoint(point)
    }
}

extension ResourceMetrics {
    fileprivate mutating func addMetric(_ metric: Metric) {
        scopes[scopes.count - 1].metrics.append(metric)
    }

    fileprivate mutating func addPoint(_ point: PointContents) {
        let scope = scopes.count - 1
        scopes[scope].metrics[scopes[scope].metrics.count - 1].points.append(point)
    }
}
