internal import Configuration
internal import Locking
internal import Logging
internal import Pipeline
internal import Synchronization

/// Refuses requests while the process has more memory than it should, for senders to come again.
final class MemoryLimiter: Gate {
    /// When and how often memory was given back.
    private struct Trimming {
        var last: ContinuousClock.Instant?
        /// How long to wait after the last time; nil while it isn't known not to help.
        var wait: Duration?
    }

    private let settings: MemoryLimiterSettings
    private let logger: Logger
    private let memory: ProcessMemory
    private let softLimit = Atomic(Int.max)
    private let hardLimit = Atomic(Int.max)
    private let isRefusing = Atomic(false)
    private let trimming = Locked(Trimming())

    init(_ settings: MemoryLimiterSettings, _ logger: Logger, _ memory: ProcessMemory) {
        self.settings = settings
        self.logger = logger
        self.memory = memory
    }

    func start() throws(StartError) {
        let (limit, spike) = try limits()
        hardLimit.store(limit, ordering: .relaxed)
        softLimit.store(limit - (spike > 0 ? spike : limit / 5), ordering: .relaxed)
        guard memory.resident() != nil else {
            throw StartError("the system doesn't tell how much memory this process has", at: settings.location)
        }
        logger.info(
            "Memory limiter configured",
            [
                "limit_mib": .int(Int64(limit >> 20)),
                "spike_limit_mib": .int(Int64((limit - softLimit.load(ordering: .relaxed)) >> 20)),
            ])
        check()
    }

    func run() async {
        while (try? await Task.sleep(for: settings.checkInterval)) != nil { check() }
    }

    func stop() {}

    func admit() throws(Refusal) {
        guard isRefusing.load(ordering: .relaxed) else { return }
        throw .temporary(reason: "data refused due to high memory usage")
    }

    private func limits() throws(StartError) -> (limit: Int, spike: Int) {
        switch settings.limit {
        case .fixed(let limit, let spike): return (limit << 20, spike << 20)
        case .percentage(let limit, let spike):
            guard let available = memory.available() else {
                throw StartError(
                    "the system doesn't tell how much memory there is: write limit_mib", at: settings.location)
            }
            return (available / 100 * limit, available / 100 * spike)
        }
    }

    /// Looks how much memory there is, gives back what can be, and decides.
    func check(now: ContinuousClock.Instant = .now) {
        guard var bytes = memory.resident() else { return }
        let soft = softLimit.load(ordering: .relaxed)
        if bytes >= soft {
            let isHard = bytes >= hardLimit.load(ordering: .relaxed)
            if isTimeToTrim(isHard ? settings.hard : settings.soft, now) {
                logger.info(
                    "Memory usage is above \(isHard ? "hard" : "soft") limit. Giving back what is free.",
                    mebibytes(bytes))
                memory.trim()
                bytes = memory.resident() ?? bytes
                logger.info("Memory usage after that.", mebibytes(bytes))
                noteTrim(helped: bytes < soft, isHard ? settings.hard : settings.soft, now)
            }
        } else {
            trimming.withLock { $0.wait = nil }
        }
        let refuses = bytes >= soft
        guard isRefusing.exchange(refuses, ordering: .relaxed) != refuses else { return }
        if refuses {
            logger.warn("Memory usage is above soft limit. Refusing data.", mebibytes(bytes))
        } else {
            logger.info("Memory usage back within limits. Resuming normal operation.", mebibytes(bytes))
        }
    }

    private func isTimeToTrim(_ intervals: MemoryLimiterSettings.TrimIntervals, _ now: ContinuousClock.Instant) -> Bool
    {
        trimming.withLock { trimming in
            guard let last = trimming.last else { return true }
            return last.duration(to: now) >= max(intervals.least, trimming.wait ?? .zero)
        }
    }

    /// Waits longer, up to the greatest interval, after each time that didn't help.
    private func noteTrim(
        helped: Bool, _ intervals: MemoryLimiterSettings.TrimIntervals, _ now: ContinuousClock.Instant
    ) {
        let least = max(intervals.least, settings.checkInterval)
        trimming.withLock { trimming in
            trimming.last = now
            trimming.wait = helped ? nil : min(intervals.greatest, (trimming.wait ?? least) * 2)
        }
    }

    private func mebibytes(_ bytes: Int) -> LogFields {
        ["cur_mem_mib": .int(Int64(bytes >> 20))]
    }
}
