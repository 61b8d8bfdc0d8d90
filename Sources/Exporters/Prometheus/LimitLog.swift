internal import Locking
internal import Logging

/// Tells what a page didn't keep, or not as it should: each kind once a minute at most, with how often it happened.
final class LimitLog: Sendable {
    private let logger: Logger
    private let limiter = RepeatLimiter<String>()
    private let counts = Locked<[String: Int]>([:])

    /// Makes a log that has nothing to tell.
    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Notes that something happened so many times, and tells it if it hasn't been told within a minute.
    func note(_ what: String, count: Int = 1) {
        guard count > 0 else { return }
        counts.withLock { $0[what, default: 0] += count }
        tell(what)
    }

    /// Tells what couldn't be told when it happened.
    func tellRest() {
        for what in counts.withLock({ Array($0.keys) }) { tell(what) }
    }

    private func tell(_ what: String) {
        guard limiter.admits(what), let count = counts.withLock({ $0.removeValue(forKey: what) }) else { return }
        logger.warn(what, ["count": .int(Int64(count))])
    }
}
