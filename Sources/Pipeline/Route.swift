internal import Locking
internal import MetricCore

/// What a pipeline's processors made of each series: worked out when a series is first seen, then looked up.
///
/// What a series goes on as is kept in the registry for as long as the series itself.
final class Route: Sendable {
    private let processors: [any SeriesProcessor]
    private let registry: SeriesRegistry
    private let known = Locked(KnownRoutes())

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
        let unknown = known.withLock { $0.apply(to: &batch) }
        guard !unknown.isEmpty else { return [] }
        for series in Set(unknown.map { batch.points[$0].series }) { find(series) }
        return known.withLock { $0.apply(to: &batch, at: unknown) }
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

/// The results, by the index of the series as received; none for what was dropped.
private struct KnownRoutes {
    private var targets: [SeriesID?] = []

    /// - Returns: Whether there was no result yet.
    mutating func insert(_ target: SeriesID, for series: SeriesID) -> Bool {
        let index = Int(series.rawValue)
        let missing = index + 1 - targets.count
        if missing > 0 { targets.append(contentsOf: repeatElement(nil, count: missing)) }
        guard targets[index] == nil else { return false }
        targets[index] = target
        return true
    }

    /// - Returns: What these series went on as.
    mutating func remove(_ series: [SeriesID]) -> [SeriesID] {
        series.compactMap { series in
            guard series.rawValue < targets.count else { return nil }
            defer { targets[Int(series.rawValue)] = nil }
            return targets[Int(series.rawValue)]
        }
    }

    /// Routes all points, and tells those whose series have no route yet.
    func apply(to batch: inout Batch) -> [Int] {
        batch.mapSeries { self[$0] }
    }

    /// The same for the points that had no route before.
    func apply(to batch: inout Batch, at indices: [Int]) -> [Int] {
        batch.mapSeries(at: indices) { self[$0] }
    }

    private subscript(series: SeriesID) -> SeriesID? {
        series.rawValue < targets.count ? targets[Int(series.rawValue)] : nil
    }
}
