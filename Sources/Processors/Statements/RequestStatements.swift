internal import Locking
internal import MetricCore
internal import Pipeline

/// What statements of groups with `shared_cache` keep, from item to item and from request to request.
typealias SharedCache = Locked<[Attribute]>

extension SharedCache {
    convenience init() { self.init([]) }
}

/// Statements that look at values, or at more than one point: they run with each request, group by group.
final class RequestStatements: MetricsProcessor {
    private let groups: [StatementGroup]
    private let sharedCache: SharedCache
    private let errors: StatementErrors
    let looksAtClient: Bool

    init(_ groups: [StatementGroup], _ sharedCache: SharedCache, _ errors: StatementErrors) {
        self.groups = groups
        self.sharedCache = sharedCache
        self.errors = errors
        looksAtClient = groups.contains { $0.effects.reads.contains(.request) }
    }

    func process(_ metrics: inout MetricsData) throws(Refusal) {
        do throws(StatementFailure) {
            for group in groups { try run(group, on: &metrics) }
        } catch {
            throw .temporary(reason: error.reason)
        }
    }

    /// Two requests at once may each miss what the other keeps; neither waits for the other.
    private func run(_ group: StatementGroup, on metrics: inout MetricsData) throws(StatementFailure) {
        let kept = group.sharesCache ? sharedCache.withLock { $0 } : nil
        var walk = RequestWalk(
            level: group.level, keepsPoints: group.effects.reads.contains(.others), sharedCache: kept)
        try walk.visit(&metrics) { context throws(StatementFailure) in
            try group.run(on: &context, errors)
        }
        if group.sharesCache {
            let kept = walk.context.cache
            sharedCache.withLock { $0 = kept }
        }
    }
}
