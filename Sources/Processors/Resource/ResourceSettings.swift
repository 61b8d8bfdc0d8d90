public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of the processor `resource`.
public struct ResourceSettings: ProcessorSettings {
    let actions: [AttributeAction]

    /// Reads the section, with otelcol's keys.
    public init(_ section: ConfigSection) {
        actions = AttributeAction.list("attributes", in: section)
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        let processor = ResourceProcessor(actions: actions)
        return [.series(processor, "changes attributes of resources", context, lookingAt: actions.mayTouch)]
    }
}

/// Changes the attributes of resources.
struct ResourceProcessor: SeriesProcessor {
    let actions: [AttributeAction]

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        var series = series
        series.resource = actions.applied(to: series.resource)
        return series
    }
}
