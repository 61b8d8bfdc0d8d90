internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Sends on what a processor kept back. Whoever sent it has been answered, so a failure is only told in the log.
struct HeldSender: Sendable {
    private let outlet = Locked<PipelineOutlet?>(nil)
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Is told the way on.
    func connect(_ outlet: PipelineOutlet) {
        self.outlet.withLock { $0 = outlet }
    }

    /// Sends on what `take` hands out, as ``PipelineOutlet/send(_:)`` calls it.
    func send(_ take: () -> MetricsData) {
        do {
            try outlet.withLock { $0 }?.send(take)
        } catch {
            logger.warn("Sender failed", ["error": .string(error.reason)])
        }
    }
}

extension MetricsData {
    /// Has the points forget that they were points of these series, which come to name others: each is one of its own
    /// then.
    mutating func forgetOrigins(of series: [SeriesID]) {
        let gone = Set(series)
        for resource in resources.indices {
            for scope in resources[resource].scopes.indices {
                for metric in resources[resource].scopes[scope].metrics.indices {
                    resources[resource].scopes[scope].metrics[metric].points.forgetOrigins(of: gone)
                }
            }
        }
    }
}

extension [PointContents] {
    fileprivate mutating func forgetOrigins(of series: Set<SeriesID>) {
        for index in indices {
            guard let identity = self[index].origin?.identity else { continue }
            if series.contains(identity.received) || series.contains(identity.series) { self[index].origin = nil }
        }
    }
}
