internal import Configuration
internal import MetricCore

extension CountingOptions {
    /// The settings that are about adding up writers, none of which means anything where the newest value stands.
    private static let keys = [
        "writer_attributes", "gauges", "first_scrape_zero", "series_limit", "series_limit_per_metric", "stream_limit",
        "stream_timeout", "stream_memory", "total_retention",
    ]

    /// Reads the settings, whose default for `writers` is given.
    init(_ section: ConfigSection, writers standard: Writers = .merge) {
        self.init()
        writers = section.choice(
            "writers", default: standard, named: ["merge": .merge, "separate": .separate, "last": .last])
        guard writers != .last else {
            let other = section.isWritten("writers") ? "`writers: last`" : "`compatibility: otelcol`"
            for key in Self.keys {
                section.refuse(
                    key, because: "means nothing with \(other), where the newest value stands: remove one of them")
            }
            return
        }
        gauges = section.section("gauges", GaugeRules.init)
        seriesLimit = section.int("series_limit", default: seriesLimit, in: 1...)
        seriesLimitPerMetric = section.int("series_limit_per_metric", default: seriesLimitPerMetric, in: 1...)
        // A stream is found by a number of 32 bits, and as many may be remembered besides.
        streamLimit = section.int("stream_limit", default: streamLimit, in: 1...1_000_000_000)
        streamTimeout = section.nanoseconds("stream_timeout", default: streamTimeout, atLeast: 1)
        streamMemory = section.nanoseconds("stream_memory", default: streamMemory)
        totalRetention = section.nanoseconds("total_retention", default: totalRetention)
        let (memory, overflow) = streamTimeout.addingReportingOverflow(streamMemory)
        if overflow || totalRetention < memory {
            section.fail(
                at: "total_retention",
                "must be at least stream_timeout and stream_memory together: a total is needed for as long as one of "
                    + "its streams is remembered")
        }
    }
}

extension GaugeRules {
    fileprivate init(_ section: ConfigSection) {
        let standard = section.choice("default", default: .last, named: Self.names)
        let rules = section.sections("rules") { rule in
            (match: Glob(rule.string("match")), take: rule.choice("take", default: standard, named: Self.names))
        }
        self.init(default: standard, rules: rules)
    }

    private static let names: KeyValuePairs<String, GaugeRule> = ["last": .last, "sum": .sum, "max": .max, "min": .min]
}

extension ConfigSection {
    /// Reads a duration as nanoseconds, at most as many as fit: some 584 years.
    func nanoseconds(_ key: String, default standard: UInt64, atLeast least: UInt64 = 0) -> UInt64 {
        duration(
            key, default: .nanoseconds(Int64(clamping: standard)), atLeast: .nanoseconds(Int64(clamping: least))
        ).wholeNanoseconds
    }
}

extension Duration {
    /// The duration in nanoseconds, at most as many as fit.
    var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        let (nanoseconds, overflow) = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : nanoseconds &+ UInt64(clamping: attoseconds / 1_000_000_000)
    }
}
