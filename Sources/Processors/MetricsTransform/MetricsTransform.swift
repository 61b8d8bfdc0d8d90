internal import Logging
internal import MetricCore
internal import Pipeline

/// A transform that looks at nothing but what series are called.
struct SeriesTransform: SeriesProcessor {
    let transform: MetricTransform

    var emptyGroups: EmptyGroups { .dropScopes }

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        guard transform.selection.name.accepts(series.metric.name) else { return series }
        var series = series
        series.metric.name = transform.name(for: series.metric.name)
        for operation in transform.operations {
            guard let labels = operation.changed(series.attributes) else { return nil }
            series.attributes = labels
        }
        return series
    }
}

/// Transforms that look at values, or at a metric's points together.
final class RequestTransform: MetricsProcessor {
    private let transforms: [MetricTransform]
    private let logger: Logger

    init(_ transforms: [MetricTransform], _ logger: Logger) {
        self.transforms = transforms
        self.logger = logger
    }

    /// Resources that `group` makes come behind the others, and no later transform looks at them.
    func process(_ metrics: inout MetricsData) {
        var groups: [ResourceMetrics] = []
        for resource in metrics.resources.indices {
            for scope in metrics.resources[resource].scopes.indices {
                for transform in transforms {
                    let group = process(&metrics.resources[resource].scopes[scope].metrics, transform)
                    guard case .group(let attributes) = transform.action else { continue }
                    groups.append(metrics.resources[resource].group(group, ofScope: scope, with: attributes))
                }
            }
        }
        metrics.removeEmptyGroups { _ in true }
        metrics.resources += groups
    }

    /// - Returns: The metrics that move elsewhere.
    private func process(_ metrics: inout [Metric], _ transform: MetricTransform) -> [Metric] {
        let selection = transform.selection
        switch transform.action {
        case .update:
            metrics = metrics.compactMap { selection.accepts($0) ? changed($0, by: transform) : $0 }
        case .insert:
            metrics += metrics.compactMap { selection.part(of: $0) }.compactMap { changed($0, by: transform) }
        case .combine(let type, let submatchCase):
            let parts = metrics.compactMap { selection.part(of: $0) }
            guard !parts.isEmpty else { break }
            if let obstacle = parts.obstacleToCombining {
                logger.warn(obstacle)
                break
            }
            metrics.removeAll(where: selection.accepts)
            let combination = Combination(selection, type, submatchCase)
            if let combined = changed(combination.combine(parts), by: transform) { metrics.append(combined) }
        case .group:
            let group = metrics.compactMap { selection.part(of: $0) }
            metrics.removeAll(where: selection.accepts)
            return group
        }
        return []
    }

    /// What becomes of a metric; nil if the operations took its last point.
    private func changed(_ metric: Metric, by transform: MetricTransform) -> Metric? {
        var changed = metric
        let selection = transform.selection
        // Copies and combinations consist of what matches.
        var matchesWhole = true
        if case .update = transform.action { matchesWhole = metric.points.allSatisfy(selection.accepts) }
        if matchesWhole { changed.description.name = transform.name(for: metric.description.name) }
        for operation in transform.operations where matchesWhole || operation.concernsMatchingPoints {
            if !changed.apply(operation, to: { matchesWhole || selection.accepts($0) }) {
                logger.warn(
                    "a summary can't be aggregated: the other operations are left out",
                    ["metric": .string(metric.description.name)])
                break
            }
        }
        return changed.points.isEmpty && !metric.points.isEmpty ? nil : changed
    }
}

extension ResourceMetrics {
    /// The resource of its own that metrics of a scope move to.
    fileprivate func group(_ metrics: [Metric], ofScope index: Int, with attributes: [Attribute]) -> ResourceMetrics {
        var scope = scopes[index].scope
        scope.schemaURL = ""
        var contents = resource
        for attribute in attributes { contents.attributes.set(attribute.key, to: attribute.value) }
        return ResourceMetrics(resource: contents, scopes: [ScopeMetrics(scope: scope, metrics: metrics)])
    }
}
