internal import Pipeline

/// Tells when to look for what is no longer needed.
enum Sweep {
    /// Calls `sweep` once in each interval until the task is cancelled, but not more often than ten times a second.
    ///
    /// - Parameter sweep: Is given the time, in nanoseconds of the clock of ``Batch/arrivalTime``.
    static func run(every interval: Duration, _ sweep: (UInt64) -> Void) async {
        let interval = max(interval, .milliseconds(100))
        while (try? await Task.sleep(for: interval)) != nil { sweep(monotonicNanoseconds()) }
    }
}

extension Duration {
    /// In nanoseconds; the greatest number if it is longer than 500 years, 0 if it is negative.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, isBeyond) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isSumBeyond) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return isBeyond || isSumBeyond ? .max : sum
    }
}

extension UInt64 {
    /// The difference of two times, 0 if the other is the later one.
    func since(_ earlier: UInt64) -> UInt64 {
        self > earlier ? self - earlier : 0
    }
}
