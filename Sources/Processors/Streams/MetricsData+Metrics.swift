internal import MetricCore

extension MetricsData {
    /// Changes each metric in its place, in order, and removes those for which `change` says no; then scopes without
    /// metrics and resources without scopes.
    mutating func changeMetrics(_ change: (inout Metric) -> Bool) {
        for resource in resources.indices {
            for scope in resources[resource].scopes.indices {
                resources[resource].scopes[scope].changeMetrics(change)
            }
            resources[resource].scopes.removeAll { $0.metrics.isEmpty }
        }
        resources.removeAll { $0.scopes.isEmpty }
    }
}

extension ScopeMetrics {
    fileprivate mutating func changeMetrics(_ change: (inout Metric) -> Bool) {
        let stays = metrics.indices.map { change(&metrics[$0]) }
        if stays.contains(false) { metrics = zip(metrics, stays).filter(\.1).map(\.0) }
    }
}

extension PointContents {
    /// Whether it says nothing: it has no value, or one that is no number.
    var saysNothing: Bool {
        if hasNoRecordedValue { return true }
        return switch value {
        case .number(.none): true
        case .number(.double(let value)): value.isNaN
        default: false
        }
    }
}
