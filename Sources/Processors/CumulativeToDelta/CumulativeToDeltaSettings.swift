public import Configuration
public import Pipeline

/// The settings of the processor `cumulative_to_delta`.
public struct CumulativeToDeltaSettings: ProcessorSettings {
    /// What becomes of the first point of a series.
    enum InitialValue: Sendable {
        /// It passes if its series began after the processor was started, since nothing of it was sent before then.
        case auto
        /// It passes.
        case keep
        /// It is dropped.
        case drop
    }

    /// How old a stream's last point may be by its own time before the stream is forgotten. 0 looks at when the stream
    /// was heard instead: it is forgotten after an hour, since tasks of Airflow would add streams for ever.
    ///
    /// Beyond a million streams the points of new ones are dropped.
    let maxStaleness: Duration
    let initialValue: InitialValue
    let include: MetricChoice
    let exclude: MetricChoice

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        maxStaleness = section.duration("max_staleness", default: .zero)
        initialValue = section.choice(
            "initial_value", default: .auto, named: ["auto": .auto, "keep": .keep, "drop": .drop])
        include = section.section("include", MetricChoice.init)
        exclude = section.section("exclude", MetricChoice.init)
        section.refuse("metrics", because: "belongs under include, with match_type: strict beside it")
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        [.metrics(CumulativeToDelta(self, context.logger), "turns totals into what came since the point before")]
    }
}
