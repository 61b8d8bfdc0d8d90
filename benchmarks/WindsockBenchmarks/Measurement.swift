internal import Glibc

/// What a piece of work costs: processor time of this process, and memory asked for.
struct Measurement {
    /// Nanoseconds for one run of the work: the least of several rounds, which is what the machine's other work
    /// disturbed least.
    let nanoseconds: Double
    /// How often one run asks for memory.
    let allocations: Double

    /// Runs `work` again and again.
    ///
    /// - Parameter isSmoke: Runs it once, to see that it works.
    init(isSmoke: Bool, _ work: () throws -> Void) rethrows {
        // The first run makes what later ones use again. Then as many make a round as take long enough to be measured.
        var best = try Self.time(1, work)
        var runs = 1
        while !isSmoke, case let elapsed = try Self.time(runs, work), elapsed < 50_000_000 { runs *= 2 }
        for _ in 0..<(isSmoke ? 1 : 9) { best = min(best, try Self.time(runs, work) / Double(runs)) }
        nanoseconds = best
        let counted = try Allocations { for _ in 0..<runs { try work() } }
        allocations = Double(counted.count) / Double(runs)
    }

    /// Takes each of `requests` once: what can be done only once to a path, which is made anew for each round.
    init<Path: ~Copyable>(
        isSmoke: Bool, _ requests: [[UInt8]], from makePath: () throws -> Path,
        _ take: (inout Path, [UInt8]) throws -> Void
    ) rethrows {
        var best = Double.infinity
        for _ in 0..<(isSmoke ? 1 : 5) {
            var path = try makePath()
            best = min(best, try Self.time(1) { for request in requests { try take(&path, request) } })
        }
        nanoseconds = best / Double(requests.count)
        var path = try makePath()
        let counted = try Allocations { for request in requests { try take(&path, request) } }
        allocations = Double(counted.count) / Double(requests.count)
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
