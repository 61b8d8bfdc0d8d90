public import Configuration
internal import Locking
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
        let touched = context.registry.withLock { $0.writerAttributes }.filter(actions.mayTouch)
        guard !touched.isEmpty else { return [.series(processor, "changes attributes of resources")] }
        return [
            .eachPoint(
                processor, "changes attributes of resources",
                "looks at \(touched.joined(separator: ", ")), by which Windsock tells writers apart")
        ]
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
