import Locking

/// Tells of limits that were reached: of each once an interval at most, with how often it was since.
public final class LimitLog: Sendable {
    private let logger: Logger
    private let limiter: RepeatLimiter<String>
    private let counts = Locked<[String: Int]>([:])

    /// Makes a log that has nothing to tell.
    public init(_ logger: Logger, interval: Duration = .seconds(60)) {
        self.logger = logger
        limiter = RepeatLimiter(interval: interval)
    }

    /// Notes that a limit was reached so many times, and tells it if that hasn't been told within the interval.
    public func note(_ what: String, count: Int = 1) {
        guard count > 0 else { return }
        counts.withLock { $0[what, default: 0] += count }
        tell(what)
    }

    /// Tells what couldn't be told when it happened.
    public func tellRest() {
        for what in counts.withLock({ Array($0.keys) }) { tell(what) }
    }

    private func tell(_ what: String) {
        guard limiter.admits(what), let count = counts.withLock({ $0.removeValue(forKey: what) }) else { return }
        logger.warn(what, ["count": .int(Int64(count))])
    }
}
