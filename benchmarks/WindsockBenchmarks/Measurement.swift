internal import Glibc

/// How long a piece of work takes, in processor time of this process.
struct Measurement {
    /// Nanoseconds for one run of the work: the least of several rounds, which is what the machine's other work
    /// disturbed least.
    let nanoseconds: Double

    /// Runs `work` again and again.
    ///
    /// - Parameter isSmoke: Runs it once, to see that it works.
    init(isSmoke: Bool, _ work: () throws -> Void) rethrows {
        // The first run makes what later ones use again. Then as many make a round as take long enough to be measured.
        var best = try Self.time(1, work)
        var runs = 1
        while !isSmoke, case let elapsed = try Self.time(runs, work), elapsed < 100_000_000 { runs *= 2 }
        for _ in 0..<(isSmoke ? 1 : 7) { best = min(best, try Self.time(runs, work) / Double(runs)) }
        nanoseconds = best
    }

    /// The nanoseconds that so many runs take together.
    static func time(_ runs: Int, _ work: () throws -> Void) rethrows -> Double {
        let start = processorNanoseconds()
        for _ in 0..<runs { try work() }
        return processorNanoseconds() - start
    }

    private static func processorNanoseconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

/// A line of the report.
struct BenchmarkResult {
    let name: String
    let measurement: Measurement
    /// What one run works through, and what that is called.
    let items: Int
    let unit: String
    let bytes: Int

    /// The line as it is printed; `baseline` is what it is compared with.
    func line(baseline: BenchmarkResult) -> String {
        let perItem = measurement.nanoseconds / Double(items)
        let megabytes = Double(bytes) / measurement.nanoseconds * 1000
        let ratio = baseline.measurement.nanoseconds / measurement.nanoseconds
        return name.padded(to: 44) + rounded(perItem).padded(to: 10, left: true) + " ns/\(unit)"
            + rounded(megabytes).padded(to: 10, left: true) + " MB/s"
            + rounded(measurement.nanoseconds / 1e6, digits: 3).padded(to: 12, left: true) + " ms"
            + rounded(ratio, digits: 2).padded(to: 8, left: true) + " x"
    }
}

/// A number with so many digits behind the point at most.
func rounded(_ value: Double, digits: Int = 1) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return "\((value * scale).rounded() / scale)"
}

extension String {
    /// The text with blanks behind it, or before it, up to a width.
    func padded(to width: Int, left: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return left ? blanks + self : self + blanks
    }
}
