internal import MetricCore

/// Runs processors that look at what series are called for each point of a request, and for the groups that hold none.
///
/// Points of one metric that go the same way stay together, as ``RoutedBatch`` keeps them.
final class EachPointProcessor: MetricsProcessor {
    private let processors: [any SeriesProcessor]
    private let hiddenKeys: [String]
    private let emptyGroups: EmptyGroups

    /// Hides the attributes of resources that have one of these keys from the processors.
    init(_ processors: [any SeriesProcessor], hiding hiddenKeys: [String] = []) {
        self.processors = processors
        self.hiddenKeys = hiddenKeys
        emptyGroups = processors.map(\.emptyGroups).max { $0.rawValue < $1.rawValue } ?? .keep
    }

    var stopsEmptyRequests: Bool { processors.contains(where: \.stopsEmptyRequests) }

    func process(_ metrics: inout MetricsData) {
        metrics.resources = metrics.resources.flatMap(process)
        if emptyGroups != .keep {
            metrics.removeEmptyGroups { emptyGroups == .dropScopes || $0.description.shape.type == .empty }
        }
    }

    private func process(_ received: ResourceMetrics) -> [ResourceMetrics] {
        var made: [ResourceMetrics] = []
        if received.scopes.isEmpty, let group = process(received, ScopeMetrics(), nil, nil) {
            made.add(group.resource, of: received)
        }
        for scope in received.scopes {
            // Scopes and metrics that were received apart stay apart.
            let firstScopes = made.map(\.scopes.count)
            if scope.metrics.isEmpty, let group = process(received, scope, nil, nil) {
                _ = made[made.add(group.resource, of: received)].scopes.add(group.scope, after: 0)
            }
            for metric in scope.metrics { add(metric, of: scope, of: received, to: &made, after: firstScopes) }
        }
        return made
    }

    private func add(
        _ metric: Metric, of scope: ScopeMetrics, of received: ResourceMetrics, to made: inout [ResourceMetrics],
        after firstScopes: [Int]
    ) {
        var firstMetrics: [[Int]: Int] = [:]
        func place(_ series: SeriesDescription) -> (resource: Int, scope: Int) {
            let resource = made.add(series.resource, of: received)
            let first = resource < firstScopes.count ? firstScopes[resource] : 0
            return (resource, made[resource].scopes.add(series.scope, after: first))
        }
        if metric.points.isEmpty, let series = process(received, scope, metric, nil) {
            let (resource, scope) = place(series)
            made[resource].scopes[scope].metrics.append(
                Metric(description: series.metric, metadata: metric.metadata))
        }
        for point in metric.points {
            guard let series = process(received, scope, metric, point) else { continue }
            let (resource, scope) = place(series)
            let known = made[resource].scopes[scope].metrics.count
            let first = firstMetrics[[resource, scope]] ?? known
            firstMetrics[[resource, scope]] = first
            made[resource].scopes[scope].metrics.add(point, with: series, of: metric, after: first)
        }
    }

    /// What becomes of a point, or of a group without any.
    private func process(
        _ resource: ResourceMetrics, _ scope: ScopeMetrics, _ metric: Metric?, _ point: PointContents?
    ) -> SeriesDescription? {
        let noMetric = MetricDescription(name: "", shape: MetricShape(type: .empty))
        let received = resource.resource.attributes
        let shown = received.filter { !hiddenKeys.contains($0.key) }
        var series = SeriesDescription(
            resource: shown, scope: scope.scope, metric: metric?.description ?? noMetric,
            attributes: point?.attributes ?? [])
        for processor in processors {
            guard let next = processor.process(series) else { return nil }
            series = next
        }
        series.resource =
            series.resource == shown ? received : series.resource + received.filter { hiddenKeys.contains($0.key) }
        return series
    }
}

extension [ResourceMetrics] {
    /// The index of what is made of a received resource with these attributes.
    @discardableResult
    fileprivate mutating func add(_ attributes: [Attribute], of received: ResourceMetrics) -> Int {
        if let index = firstIndex(where: { $0.resource.attributes == attributes }) { return index }
        let resource = ResourceContents(
            attributes: attributes, entityReferences: received.resource.entityReferences)
        append(ResourceMetrics(resource: resource, schemaURL: received.schemaURL))
        return count - 1
    }
}

extension [ScopeMetrics] {
    fileprivate mutating func add(_ scope: ScopeDescription, after first: Int) -> Int {
        if let index = self[first...].firstIndex(where: { $0.scope == scope }) { return index }
        append(ScopeMetrics(scope: scope))
        return count - 1
    }
}

extension [Metric] {
    fileprivate mutating func add(
        _ point: PointContents, with series: SeriesDescription, of received: Metric, after first: Int
    ) {
        var point = point
        point.attributes = series.attributes
        if let index = self[first...].firstIndex(where: { $0.description == series.metric }) {
            self[index].points.append(point)
        } else {
            append(Metric(description: series.metric, metadata: received.metadata, points: [point]))
        }
    }
}
