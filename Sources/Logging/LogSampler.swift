import Locking

/// How equal lines are thinned out: of each level and message, in each `tick`, the first `initial` lines pass, then
/// every `thereafter`-th.
public struct LogSampling: Sendable, Equatable {
    /// How long a count lasts.
    public var tick: Duration
    /// How many lines pass at first.
    public var initial: Int
    /// Every how many lines one passes after those; none does when this is 0.
    public var thereafter: Int

    /// The defaults are those of `service.telemetry.logs.sampling`.
    public init(tick: Duration = .seconds(10), initial: Int = 10, thereafter: Int = 100) {
        self.tick = tick
        self.initial = initial
        self.thereafter = thereafter
    }
}

/// Counts lines by level and by a hash of their message, as zap does: in a table of fixed size, in which two messages
/// may share a count.
final class LogSampler: Sendable {
    private struct Counter {
        var endsAt = Int64.min
        var lines = 0
    }

    private static let countersPerLevel = 4096

    private let sampling: LogSampling
    private let tick: Int64
    // A level's counters are made when it is first used; most services never log at most levels.
    private let counters = Locked<[[Counter]]>(Array(repeating: [], count: LogLevel.allCases.count))

    init(_ sampling: LogSampling) {
        self.sampling = sampling
        tick = sampling.tick.wholeNanoseconds
    }

    /// Counts a line and tells whether it passes; `now` is in nanoseconds since 1970.
    func admits(_ level: LogLevel, _ message: String, now: Int64) -> Bool {
        let slot = Int(fnv1a(message) % UInt32(Self.countersPerLevel))
        let lines = counters.withLock { counters in
            if counters[level.rawValue].isEmpty {
                counters[level.rawValue] = Array(repeating: Counter(), count: Self.countersPerLevel)
            }
            return count(&counters[level.rawValue][slot], now: now)
        }
        if lines <= sampling.initial { return true }
        return sampling.thereafter > 0 && (lines - sampling.initial) % sampling.thereafter == 0
    }

    private func count(_ counter: inout Counter, now: Int64) -> Int {
        if now >= counter.endsAt {
            let (end, isNever) = now.addingReportingOverflow(tick)
            counter = Counter(endsAt: isNever ? .max : end, lines: 0)
        }
        counter.lines += 1
        return counter.lines
    }

    private func fnv1a(_ message: String) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in message.utf8 {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return hash
    }
}

extension Duration {
    /// Nanoseconds, as far as 64 bits go (292 years).
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let sum = whole.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000)
        return whole.overflow || sum.overflow ? .max : sum.partialValue
    }
}
