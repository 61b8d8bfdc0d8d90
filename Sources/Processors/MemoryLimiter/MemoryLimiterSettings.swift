public import Configuration
public import Pipeline

/// The settings of the processor `memory_limiter`.
public struct MemoryLimiterSettings: GateSettings {
    /// How often what is above a limit is given back to the system.
    struct TrimIntervals: Equatable, Sendable {
        /// The time from one to the next.
        let least: Duration
        /// What that time grows to while it doesn't help; 0 if it doesn't grow.
        let greatest: Duration
    }

    /// How much there may be.
    enum Limit: Equatable, Sendable {
        /// In MiB.
        case fixed(limit: Int, spike: Int)
        /// Of the memory that the process may have, in hundredths.
        case percentage(limit: Int, spike: Int)
    }

    let checkInterval: Duration
    let limit: Limit
    let soft: TrimIntervals
    let hard: TrimIntervals
    let location: SourceLocation

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        location = section.location
        checkInterval = section.duration("check_interval", default: .zero)
        if checkInterval == .zero { section.fail("'check_interval' must be greater than zero, such as 1s") }
        limit = Self.limit(section)
        soft = TrimIntervals(
            least: section.duration("min_gc_interval_when_soft_limited", default: .seconds(10)),
            greatest: section.duration("max_gc_interval_when_soft_limited", default: .seconds(30)))
        hard = TrimIntervals(
            least: section.duration("min_gc_interval_when_hard_limited", default: .zero),
            greatest: section.duration("max_gc_interval_when_hard_limited", default: .seconds(30)))
        if soft.least < hard.least {
            section.fail(
                at: "min_gc_interval_when_soft_limited",
                "'min_gc_interval_when_soft_limited' should be larger than 'min_gc_interval_when_hard_limited'")
        }
        for (name, intervals) in [("soft", soft), ("hard", hard)]
        where intervals.greatest != .zero && intervals.greatest < intervals.least {
            section.fail(
                at: "max_gc_interval_when_\(name)_limited",
                "must be greater than or equal to 'min_gc_interval_when_\(name)_limited' (or 0 to disable)")
        }
    }

    private static func limit(_ section: ConfigSection) -> Limit {
        let mebibytes = section.int("limit_mib", default: 0, in: 0...(1 << 40))
        let spike = section.int("spike_limit_mib", default: 0, in: 0...(1 << 40))
        let percentage = section.int("limit_percentage", default: 0, in: 0...100)
        let spikePercentage = section.int("spike_limit_percentage", default: 0, in: 0...100)
        if mebibytes == 0 && percentage == 0 {
            section.fail("'limit_mib' or 'limit_percentage' must be greater than zero")
        }
        guard mebibytes == 0 else {
            if spike >= mebibytes {
                section.fail(at: "spike_limit_mib", "'spike_limit_mib' must be smaller than 'limit_mib'")
            }
            return .fixed(limit: mebibytes, spike: spike)
        }
        if percentage > 0 && spikePercentage >= percentage {
            section.fail(
                at: "spike_limit_percentage", "'spike_limit_percentage' must be smaller than 'limit_percentage'")
        }
        return .percentage(limit: percentage, spike: spikePercentage)
    }

    /// Makes the gate.
    public func makeGate(_ context: ComponentContext) -> any Gate {
        MemoryLimiter(self, context.logger, .process)
    }
}
