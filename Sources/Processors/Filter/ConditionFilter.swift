internal import MetricCore
internal import Pipeline

/// Drops the series for which conditions hold that look at nothing but identity.
struct SeriesConditionFilter: SeriesProcessor {
    let conditions: ConditionGroup
    let errors: StatementErrors

    /// What came without points is none of the points' conditions' matter, and goes.
    var emptyGroups: EmptyGroups { conditions.level >= .datapoint ? .dropMetrics : .dropScopes }

    var stopsEmptyRequests: Bool { true }

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        var context = StatementContext(series)
        // Conditions whose errors refuse requests never run here.
        return (try? conditions.holds(for: &context, errors)) == true ? nil : series
    }
}

/// Drops the items of a request for which conditions hold, and what has nothing left then.
final class RequestConditionFilter: MetricsProcessor {
    private let groups: [ConditionGroup]
    private let errors: StatementErrors
    let looksAtClient: Bool

    /// Makes a filter of conditions that are asked group by group, each about what the ones before have left.
    init(_ groups: [ConditionGroup], _ errors: StatementErrors) {
        self.groups = groups
        self.errors = errors
        looksAtClient = groups.contains { $0.effects.reads.contains(.request) }
    }

    var stopsEmptyRequests: Bool { true }

    func process(_ metrics: inout MetricsData) throws(Refusal) {
        do throws(StatementFailure) {
            for group in groups { try drop(from: &metrics, group) }
        } catch {
            throw .temporary(reason: error.reason)
        }
    }

    private func drop(from metrics: inout MetricsData, _ group: ConditionGroup) throws(StatementFailure) {
        var verdicts: [Bool] = []
        // The effects of a level below are on the metric's own points, which a condition may ask for.
        var walk = RequestWalk(level: group.level, keepsPoints: group.effects.reads.contains(.others))
        try walk.visit(&metrics) { context throws(StatementFailure) in
            verdicts.append(try group.holds(for: &context, errors))
        }
        metrics.remove(group.level, verdicts)
        metrics.removeEmptyGroups { group.level < .datapoint || $0.description.shape.type == .empty }
    }
}

extension MetricsData {
    /// Removes the items of a level whose verdict says so; there is one for each, in order.
    fileprivate mutating func remove(_ level: StatementLevel, _ verdicts: [Bool]) {
        guard verdicts.contains(true) else { return }
        var rest = verdicts[...]
        func isMeant() -> Bool { rest.popFirst() ?? false }
        if level == .resource { return resources.removeAll { _ in isMeant() } }
        for resource in resources.indices {
            if level == .scope {
                resources[resource].scopes.removeAll { _ in isMeant() }
                continue
            }
            for scope in resources[resource].scopes.indices {
                if level == .metric {
                    resources[resource].scopes[scope].metrics.removeAll { _ in isMeant() }
                    continue
                }
                for metric in resources[resource].scopes[scope].metrics.indices {
                    resources[resource].scopes[scope].metrics[metric].points.removeAll { _ in isMeant() }
                }
            }
        }
    }
}
