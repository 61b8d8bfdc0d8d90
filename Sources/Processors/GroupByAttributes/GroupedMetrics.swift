internal import MetricCore

/// Points put together by resource, scope and metric.
struct GroupedMetrics {
    /// A scope by its name and version; its attributes are those of the first.
    private struct ScopeKey: Hashable {
        let resource: Int
        let name: ExactText
        let version: ExactText
    }

    /// A metric by its name and type; the rest is that of the first.
    private struct MetricKey: Hashable {
        let resource: Int
        let scope: Int
        let name: ExactText
        let type: MetricType
    }

    /// What was put together, in the order in which it came.
    private(set) var resources: [ResourceMetrics] = []
    private var resourceIndices: [[UInt8]: Int] = [:]
    private var scopeIndices: [ScopeKey: Int] = [:]
    private var metricIndices: [MetricKey: Int] = [:]

    /// The index of the resource with these attributes, which is added if there is none.
    mutating func resource(_ attributes: [Attribute]) -> Int {
        let key = attributes.canonicalKey()
        if let index = resourceIndices[key] { return index }
        resourceIndices[key] = resources.count
        resources.append(ResourceMetrics(resource: ResourceContents(attributes: attributes)))
        return resources.count - 1
    }

    /// Adds a point to the metric of its name and type in the scope of its name and version.
    mutating func add(
        _ point: PointContents, of metric: Metric, _ scope: ScopeDescription, toResource resource: Int
    ) {
        let scope = index(of: scope, in: resource)
        let metric = index(of: metric, in: scope, of: resource)
        resources[resource].scopes[scope].metrics[metric].points.append(point)
    }

    private mutating func index(of scope: ScopeDescription, in resource: Int) -> Int {
        let key = ScopeKey(resource: resource, name: ExactText(scope.name), version: ExactText(scope.version))
        if let index = scopeIndices[key] { return index }
        var added = scope
        added.schemaURL = ""
        let index = resources[resource].scopes.count
        resources[resource].scopes.append(ScopeMetrics(scope: added))
        scopeIndices[key] = index
        return index
    }

    private mutating func index(of metric: Metric, in scope: Int, of resource: Int) -> Int {
        let key = MetricKey(
            resource: resource, scope: scope, name: ExactText(metric.description.name),
            type: metric.description.shape.type)
        if let index = metricIndices[key] { return index }
        let index = resources[resource].scopes[scope].metrics.count
        resources[resource].scopes[scope].metrics.append(
            Metric(description: metric.description, metadata: metric.metadata))
        metricIndices[key] = index
        return index
    }
}
