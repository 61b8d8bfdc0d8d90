public import Locking
internal import MetricCore

/// Has the registry forget what nobody sends any more, and tells all who hold its ids.
public final class RegistryUpkeep: Sendable {
    private let registry: SeriesRegistry
    private let pipelines: [MetricsPipeline]
    private let exporters: [any Exporter]

    /// Makes the upkeep of a registry with all pipelines and exporters that are given its ids.
    public init(registry: SeriesRegistry, pipelines: [MetricsPipeline], exporters: [any Exporter]) {
        self.registry = registry
        self.pipelines = pipelines
        self.exporters = exporters
    }

    /// Forgets once a minute until the task is cancelled.
    public func run() async {
        while (try? await Task.sleep(for: .seconds(60))) != nil {
            // The pauses are for requests that wait for the registry.
            while forgetSome(now: monotonicNanoseconds()), (try? await Task.sleep(for: .milliseconds(1))) != nil {}
        }
    }

    /// Forgets all that is to be forgotten at `now`, in nanoseconds of the clock of ``Batch/arrivalTime``, and can be
    /// while the batches are done that are in flight.
    public func forget(now: UInt64) {
        while forgetSome(now: now) {}
    }

    /// - Returns: Whether there is more to do.
    private func forgetSome(now: UInt64) -> Bool {
        switch registry.withLock({ $0.forget(now: now) }) {
        case .again: return true
        case .done: return false
        case .tell(let series):
            for pipeline in pipelines { pipeline.forget(series) }
            for exporter in exporters { exporter.forget(series) }
            return true
        }
    }
}
