public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of the processor `interval`.
public struct IntervalSettings: ProcessorSettings {
    /// The time from one sending to the next; less than a tenth of a second counts as that.
    let interval: Duration
    /// The types that pass at once although their points could be kept.
    let passThrough: Set<MetricType>

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        interval = section.duration("interval", default: .seconds(60), atLeast: .nanoseconds(1))
        passThrough = section.section("pass_through") { section in
            var types: Set<MetricType> = []
            if section.bool("gauge", default: false) { types.insert(.gauge) }
            if section.bool("summary", default: false) { types.insert(.summary) }
            return types
        }
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        [.metrics(Interval(self, context), "sends the last point of each series once in each interval")]
    }
}
