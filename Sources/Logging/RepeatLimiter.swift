import Locking

/// Tells whether something may be said again: at most once per interval for each key.
///
/// Bounded: when `capacity` keys are within their interval, further keys have to wait.
public final class RepeatLimiter<Key: Hashable & Sendable>: Sendable {
    private let interval: Duration
    private let capacity: Int
    private let lastTimes = Locked<[Key: ContinuousClock.Instant]>([:])

    /// Makes a limiter that has seen no key.
    public init(interval: Duration = .seconds(60), capacity: Int = 1024) {
        self.interval = interval
        self.capacity = capacity
    }

    /// Whether `key` may be said at `now`; a yes is remembered.
    public func admits(_ key: Key, now: ContinuousClock.Instant = .now) -> Bool {
        lastTimes.withLock { lastTimes in
            if let last = lastTimes[key], last.duration(to: now) < interval { return false }
            if lastTimes.count >= capacity {
                lastTimes = lastTimes.filter { $0.value.duration(to: now) < interval }
            }
            guard lastTimes.count < capacity else { return false }
            lastTimes[key] = now
            return true
        }
    }
}
