import Locking

/// Tells of limits that were reached: of each once an interval at most, with how often it was since, and by whom first.
public final class LimitLog: Sendable {
    private struct Occurrences {
        var count = 0
        var firstClient: String?
    }

    private let logger: Logger
    private let limiter: RepeatLimiter<String>
    private let untold = Locked<[String: Occurrences]>([:])

    /// Makes a log that has nothing to tell.
    public init(_ logger: Logger, interval: Duration = .seconds(60)) {
        self.logger = logger
        limiter = RepeatLimiter(interval: interval)
    }

    /// Notes that a limit was reached so many times, and tells it if that hasn't been told within the interval.
    public func note(_ what: String, count: Int = 1, client: @autoclosure () -> String? = nil) {
        guard count > 0 else { return }
        untold.withLock { untold in
            if untold[what] == nil { untold[what] = Occurrences(firstClient: client()) }
            untold[what]?.count += count
        }
        tell(what)
    }

    /// Tells what couldn't be told when it happened.
    public func tellRest() {
        for what in untold.withLock({ Array($0.keys) }) { tell(what) }
    }

    private func tell(_ what: String) {
        guard limiter.admits(what), let occurrences = untold.withLock({ $0.removeValue(forKey: what) }) else { return }
        var fields: LogFields = ["count": .int(Int64(occurrences.count))]
        if let client = occurrences.firstClient { fields.all.append(LogField("client", .string(client))) }
        logger.warn(what, fields)
    }
}
