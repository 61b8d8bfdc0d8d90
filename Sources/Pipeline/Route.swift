internal import Locking
internal import MetricCore

/// What a pipeline's processors made of each series: worked out when a series is first seen, then looked up.
///
/// What a series goes on as is kept in the registry for as long as the series itself.
final class Route: Sendable {
    private let processors: [any SeriesProcessor]
    private let registry: SeriesRegistry
    private let known = Locked(KnownRoutes())
    /// How many processors a point has to come past for its request to go on when nothing is left.
    private let countToLastStop: Int

    /// Makes the route of a pipeline with these processors, in their order.
    init(_ processors: [any SeriesProcessor], registry: SeriesRegistry) {
        self.processors = processors
        self.registry = registry
        countToLastStop = processors.countToLastStop
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

    /// Whether a batch goes on of whose points none is left: if one of them came past all processors that stop empty
    /// requests, before it was dropped.
    ///
    /// One that never had points does if there are no such processors.
    func passes(emptied batch: borrowing Batch) -> Bool {
        if batch.points.isEmpty { return countToLastStop == 0 }
        return known.withLock { known in
            // Points had the series that they are written with when they came here.
            for point in batch.points where known.droppedLate.contains(point.written) { return true }
            return false
        }
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
        let (result, passed) = process(description)
        guard let target = result else {
            known.withLock { $0.insertDropped(series, late: passed >= countToLastStop) }
            return
        }
        let id = registry.withLock { $0.intern(target) }
        // What has no id for want of room may get one later.
        guard id != .none else { return }
        // Another thread may have met the series meanwhile; it is kept for one of the two.
        if !known.withLock({ $0.insert(id, for: series) }) { registry.withLock { $0.letGo(id) } }
    }

    /// What becomes of a series, and how many processors it came past.
    private func process(_ series: SeriesDescription) -> (result: SeriesDescription?, passed: Int) {
        var series = series
        for (index, processor) in processors.enumerated() {
            guard let next = processor.process(series) else { return (nil, index) }
            series = next
        }
        return (series, processors.count)
    }
}

/// The results, by the index of the series as received; none for what was dropped.
private struct KnownRoutes {
    private var targets: [SeriesID?] = []
    /// Those that were dropped behind the last processor that stops empty requests.
    private(set) var droppedLate: Set<SeriesID> = []

    mutating func insertDropped(_ series: SeriesID, late isLate: Bool) {
        insert(.none, for: series)
        if isLate { droppedLate.insert(series) }
    }

    /// - Returns: Whether there was no result yet.
    @discardableResult
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
        droppedLate.subtract(series)
        return series.compactMap { series in
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
