public import Locking
public import MetricCore

/// What a pipeline's processors made of each series: worked out when a series is first seen, then looked up.
public final class Route: Sendable {
    private let processors: [any SeriesProcessor]
    private let registry: SeriesRegistry
    private let known = Locked(KnownRoutes())

    /// Makes the route of a pipeline with these processors, in their order.
    public init(_ processors: [any SeriesProcessor], registry: SeriesRegistry) {
        self.processors = processors
        self.registry = registry
    }

    /// Gives each point the series that it goes on as.
    public func apply(to batch: inout Batch) {
        guard !processors.isEmpty else {
            batch.leaveSeriesAsReceived()
            return
        }
        let unknown = known.withLock { $0.apply(to: &batch) }
        guard !unknown.isEmpty else { return }
        for series in Set(unknown) {
            // Neither lock is held while the processors run.
            let description = registry.withLock { $0.describe(series) }
            let target = process(description).map { target in registry.withLock { $0.intern(target) } }
            known.withLock { $0[series] = target ?? SeriesID.none }
        }
        _ = known.withLock { $0.apply(to: &batch) }
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

/// The results, by the index of the series as received.
private struct KnownRoutes {
    private var targets: [SeriesID?] = []

    subscript(series: SeriesID) -> SeriesID? {
        get { series.rawValue < targets.count ? targets[Int(series.rawValue)] : nil }
        set {
            let index = Int(series.rawValue)
            let missing = index + 1 - targets.count
            if missing > 0 { targets.append(contentsOf: repeatElement(nil, count: missing)) }
            targets[index] = newValue
        }
    }

    /// Routes all points, and tells the series that have no route yet, each as often as it has points.
    func apply(to batch: inout Batch) -> [SeriesID] {
        batch.mapSeries { self[$0] }
    }
}
