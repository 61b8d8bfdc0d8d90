public import Configuration
public import Pipeline

/// The settings of the processor `filter`, as far as they are in the form from before OTTL.
public struct FilterSettings: ProcessorSettings {
    private enum ErrorMode {
        case ignore, silent, propagate
    }

    let filter: LegacyFilter?

    /// Reads the section, with otelcol's keys.
    public init(_ section: ConfigSection) {
        // What Windsock has of the filter has its faults at the start, and none later.
        _ = section.choice(
            "error_mode", default: ErrorMode.ignore,
            named: ["ignore": .ignore, "silent": .silent, "propagate": .propagate])
        section.refuse("metric_conditions")
        for key in [
            "traces", "spans", "trace_conditions", "logs", "log_conditions", "profiles", "profile_conditions",
        ] where section.isWritten(key) {
            _ = section.any(key)
            section.leaveOut(key, "is left out: Windsock carries metrics only")
        }
        filter = section.sectionIfWritten("metrics") { section in
            section.refuse("resource", "metric", "datapoint")
            return LegacyFilter(section)
        }
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        guard let filter, !filter.isEmpty else { return [] }
        guard !filter.needsPoints else {
            return [.metrics(LegacyRequestFilter(filter), "drops metrics by what all of their points say")]
        }
        return [.series(filter, "drops metrics by name and resource", context, lookingAt: filter.asksForResource)]
    }
}
