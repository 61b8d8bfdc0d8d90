public import Configuration
public import Pipeline

/// The settings of the processor `delta_to_cumulative`.
public struct DeltaToCumulativeSettings: ProcessorSettings {
    /// How long a stream is silent before its total is forgotten.
    let maxStale: Duration
    /// How many streams have totals; points of others are dropped. A million, unless it is written.
    let maxStreams: Int

    /// Reads the section, with otelcol's keys.
    public init(_ section: ConfigSection) {
        maxStale = section.duration("max_stale", default: .seconds(300), atLeast: .nanoseconds(1))
        maxStreams = section.int("max_streams", default: StreamStates<Void>.standardLimit, in: 0...)
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        [.metrics(DeltaToCumulative(self, context.logger), "adds up what came since the point before")]
    }
}
