import Configuration
import Locking
import Logging
import Pipeline
import Testing

@testable import Processors

struct MemoryLimiterTests {
    private let diagnostics = Diagnostics()
    private let memory = TestMemory()

    private func read(_ yaml: String) throws -> MemoryLimiterSettings {
        try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "memory_limiter"), diagnostics: diagnostics,
            MemoryLimiterSettings.init)
    }

    private func limiter(_ yaml: String) throws -> MemoryLimiter {
        let limiter = MemoryLimiter(try read(yaml), .none, memory.process)
        try limiter.start()
        #expect(diagnostics.faults == [])
        return limiter
    }

    private func refuses(_ limiter: MemoryLimiter) -> Bool {
        do {
            try limiter.admit()
            return false
        } catch {
            #expect(error == .temporary(reason: "data refused due to high memory usage"))
            return true
        }
    }

    /// Limits of a process that may have 1,000 MiB, and the MiB from which it refuses.
    @Test(arguments: [
        ("limit_mib: 100", 80), ("limit_mib: 100, spike_limit_mib: 30", 70), ("limit_percentage: 50", 400),
        ("limit_percentage: 50, spike_limit_percentage: 20", 300), ("limit_mib: 100, limit_percentage: 5", 80),
    ])
    func `refuses from the soft limit on`(limits: String, mebibytes: Int) throws {
        let limiter = try limiter("{check_interval: 1s, \(limits)}")
        for (resident, isRefused) in [(mebibytes - 1, false), (mebibytes, true), (mebibytes - 1, false)] {
            memory.mebibytes = resident
            limiter.check()
            #expect(refuses(limiter) == isRefused)
        }
    }

    @Test func `looks before the first request`() throws {
        memory.mebibytes = 500
        #expect(refuses(try limiter("{check_interval: 1h, limit_mib: 100}")))
    }

    @Test func `gives back what is free first`() throws {
        let limiter = try limiter("{check_interval: 1s, limit_mib: 100}")
        memory.mebibytes = 90
        memory.free = 30
        limiter.check()
        #expect(!refuses(limiter))
        #expect(memory.trims == 1)
    }

    /// Checks each second: the seconds at which memory is given back.
    @Test(arguments: [
        ("min_gc_interval_when_soft_limited: 3s, max_gc_interval_when_soft_limited: 0", 90, [0, 3, 6, 9, 12, 15]),
        ("min_gc_interval_when_soft_limited: 2s, max_gc_interval_when_soft_limited: 5s", 90, [0, 4, 9, 14]),
        ("max_gc_interval_when_hard_limited: 0", 150, Array(0...15)),
        ("max_gc_interval_when_hard_limited: 4s", 150, [0, 2, 6, 10, 14]),
    ])
    func `waits between one time and the next`(intervals: String, mebibytes: Int, times: [Int]) throws {
        let limiter = try limiter("{check_interval: 1s, limit_mib: 100, \(intervals)}")
        memory.mebibytes = mebibytes
        let start = ContinuousClock.now
        var seconds: [Int] = []
        for second in 0...15 {
            let before = memory.trims
            limiter.check(now: start + .seconds(second))
            if memory.trims > before { seconds.append(second) }
        }
        #expect(seconds == times)
    }

    @Test(arguments: [
        ("limit_mib: 10", "'check_interval' must be greater than zero"),
        ("check_interval: 1s", "'limit_mib' or 'limit_percentage' must be greater than zero"),
        ("{check_interval: 1s, limit_mib: 10, spike_limit_mib: 10}", "'spike_limit_mib' must be smaller"),
        ("{check_interval: 1s, limit_percentage: 10, spike_limit_percentage: 11}", "'spike_limit_percentage' must be"),
        ("{check_interval: 1s, limit_percentage: 101}", "limit_percentage: expected a whole number from 0 to 100"),
        (
            "{check_interval: 1s, limit_mib: 10, min_gc_interval_when_hard_limited: 1m}",
            "'min_gc_interval_when_soft_limited' should be larger"
        ),
        (
            "{check_interval: 1s, limit_mib: 10, max_gc_interval_when_soft_limited: 1s}",
            "must be greater than or equal to 'min_gc_interval_when_soft_limited'"
        ),
    ])
    func `refuses settings`(yaml: String, message: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }

    @Test func `reads what the system tells`() throws {
        #expect(ProcessMemory.pages("1000 25 3 4 5\n") == 25)
        #expect(ProcessMemory.pages(nil) == nil && ProcessMemory.pages("x") == nil)
        #expect(ProcessMemory.total("MemFree: 1 kB\nMemTotal:       2048 kB\n") == 2 << 20)
        #expect(ProcessMemory.total("") == nil)
        #expect(ProcessMemory.group("1:name=x:/a\n0::/user.slice/b\n") == "user.slice/b")
        #expect(ProcessMemory.group(nil) == "")
        #expect(try #require(ProcessMemory.process.resident()) > 1 << 20)
        #expect(try #require(ProcessMemory.process.available()) > 1 << 20)
    }
}

/// Memory that is as large as a test says, of a process that may have 1,000 MiB.
private final class TestMemory: Sendable {
    private let state = Locked((mebibytes: 10, free: 0, trims: 0))

    var mebibytes: Int {
        get { state.withLock { $0.mebibytes } }
        set { state.withLock { $0.mebibytes = newValue } }
    }
    /// How many of them can be given back.
    var free: Int {
        get { state.withLock { $0.free } }
        set { state.withLock { $0.free = newValue } }
    }
    var trims: Int { state.withLock { $0.trims } }

    var process: ProcessMemory {
        ProcessMemory(
            resident: { self.mebibytes << 20 }, available: { 1000 << 20 },
            trim: {
                self.state.withLock { state in
                    state.mebibytes -= state.free
                    state.trims += 1
                }
            })
    }
}
