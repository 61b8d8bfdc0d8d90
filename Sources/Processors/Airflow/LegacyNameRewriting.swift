internal import MetricCore
internal import Pipeline

/// `legacy_names: rewrite`: makes modern names with attributes of those with ids in them, or drops them if the modern
/// name is there.
///
/// That is decided by the request, for each resource. A counter or histogram has all its series under the modern name
/// if it has any: what has just been counted under the first of its names isn't taken for what has only that one. A
/// gauge is looked for by its series, since early Airflows send one of several (``ScopeDescription/isEarlyAirflows``).
final class LegacyNameRewriting: MetricsProcessor {
    var stopsEmptyRequests: Bool { true }

    func process(_ metrics: inout MetricsData) {
        for resource in metrics.resources.indices {
            let twins = ModernTwins(metrics.resources[resource])
            for scope in metrics.resources[resource].scopes.indices {
                metrics.resources[resource].scopes[scope].rewriteLegacyNames(unlessIn: twins)
            }
        }
        metrics.removeEmptyGroups { _ in true }
    }
}

extension ScopeMetrics {
    fileprivate mutating func rewriteLegacyNames(unlessIn twins: ModernTwins) {
        var made: [Metric] = []
        var last: [ExactText: Int] = [:]
        for metric in metrics {
            guard let name = AirflowName(metric.description.name, in: scope),
                let legacy = LegacyNames.legacy(name.own)
            else {
                made.append(metric)
                continue
            }
            if twins.include(metric, legacy.modern, name.prefix) { continue }
            var metric = metric
            metric.description.name = name.prefix + legacy.modern
            for point in metric.points.indices {
                let attributes = metric.points[point].attributes
                metric.points[point].attributes = legacy.attributes(in: name.own, beside: attributes)
            }
            // What was many metrics is one again, as long as units and descriptions agree.
            if let index = last[ExactText(metric.description.name)], made[index].description == metric.description {
                made[index].points += metric.points
            } else {
                last[ExactText(metric.description.name)] = made.count
                made.append(metric)
            }
        }
        metrics = made
    }
}

/// What a resource says under modern names.
private struct ModernTwins {
    /// The names of all but gauges.
    private var names: Set<ExactText> = []
    /// The names with ids, in lower case, under which each series of a gauge would be sent as well.
    private var legacyNames: Set<ExactText> = []

    init(_ resource: ResourceMetrics) {
        for scope in resource.scopes {
            for metric in scope.metrics where !metric.points.isEmpty {
                guard let name = AirflowName(metric.description.name, in: scope.scope) else { continue }
                let legacies = LegacyNames.legacies(of: name.own)
                if legacies.isEmpty { continue }
                if metric.description.shape.type == .gauge {
                    for legacy in legacies { add(legacy, metric.points, name.prefix) }
                } else {
                    names.insert(ExactText(metric.description.name))
                }
            }
        }
    }

    private mutating func add(_ legacy: LegacyName, _ points: [PointContents], _ prefix: Substring) {
        for name in points.flatMap({ legacy.names(for: $0.attributes) }) {
            let whole = prefix.lowercased() + name
            legacyNames.insert(ExactText(whole))
            legacyNames.insert(ExactText(String(whole.prefix(AirflowName.earlyLimit))))
        }
    }

    /// Whether a metric with ids in its name is there by its modern name.
    func include(_ metric: Metric, _ modern: String, _ prefix: Substring) -> Bool {
        metric.description.shape.type == .gauge
            ? legacyNames.contains(ExactText(metric.description.name.lowercased()))
            : names.contains(ExactText(prefix + modern))
    }
}
