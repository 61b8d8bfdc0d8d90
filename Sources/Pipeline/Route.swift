internal import Locking
internal import MetricCore

/// What a pipeline's processors made of each series: worked out when a series is first seen, then looked up.
///
/// What a series goes on as is kept in the registry for as long as the series itself.
final class Route: Sendable {
    private let processors: [any SeriesProcessor]
    private let registry: SeriesRegistry
    private let known = Locked(SeriesMap())

    /// Makes the route of a pipeline with these processors, in their order.
    init(_ processors: [any SeriesProcessor], registry: SeriesRegistry) {
        self.processors = processors
        self.registry = registry
    }

    /// Gives each point the series that it goes on as.
    ///
    /// - Returns: The points, in ascending order, that have none although they weren't dropped: there are too many
    /// resources, scopes or metrics for what the processors make of them.
    func apply(to batch: inout Batch) -> [Int] {
        let unknown = known.withLock { batch.mapSeries(by: $0) }
        guard !unknown.isEmpty else { return [] }
        for series in Set(unknown.map { batch.points[$0].series }) { find(series) }
        return known.withLock { batch.mapSeries(at: unknown, by: $0) }
    }

    /// Forgets series that are gone, and lets go of what they went on as.
    func forget(_ series: [SeriesID]) {
        let targets = known.withLock { $0.remove(series) }
        guard !targets.isEmpty else { return }
        registry.withLock { registry in
            for target in targets { registry.letGo(target) }
        }
    }

    /// Works out what becomes of a series. No lock is held while the processors run.
    private func find(_ series: SeriesID) {
        let description = registry.describe(series)
        guard let target = process(description) else {
            _ = known.withLock { $0.insert(.none, for: series) }
            return
        }
        let id = registry.withLock { $0.intern(target) }
        // What has no id for want of room may get one later.
        guard id != .none else { return }
        // Another thread may have met the series meanwhile; it is kept for one of the two.
        if !known.withLock({ $0.insert(id, for: series) }) { registry.withLock { $0.letGo(id) } }
    }

    private func process(_ series: SeriesDescription) -> SeriesDescription? {
        var series = series
        for processor in processors {
            guard let next = processor.process(series) else { return nil }
            series = next
        }
        return series
    }
}
