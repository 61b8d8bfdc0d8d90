internal import Glibc

/// The time since some moment in the past, which nobody sets, in nanoseconds.
public func monotonicNanoseconds() -> UInt64 {
    nanoseconds(of: CLOCK_MONOTONIC)
}

/// The time of day, in nanoseconds since 1970.
public func clockNanoseconds() -> UInt64 {
    nanoseconds(of: CLOCK_REALTIME)
}

private func nanoseconds(of clock: clockid_t) -> UInt64 {
    var now = timespec()
    unsafe clock_gettime(clock, &now)
    // A clock that was set to before 1970 counts as 1970.
    return UInt64(clamping: now.tv_sec) * 1_000_000_000 + UInt64(clamping: now.tv_nsec)
}
