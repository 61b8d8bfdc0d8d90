public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of the processor `attributes`.
public struct AttributesSettings: ProcessorSettings {
    let actions: [AttributeAction]
    let include: NameMatcher?
    let exclude: NameMatcher?

    /// Reads the section, with otelcol's keys.
    public init(_ section: ConfigSection) {
        actions = AttributeAction.list("actions", in: section)
        include = NameMatcher.metrics("include", in: section)
        exclude = NameMatcher.metrics("exclude", in: section)
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        [.series(AttributesProcessor(settings: self), "changes attributes of data points")]
    }
}

/// Changes the attributes of data points, of the metrics that are chosen.
struct AttributesProcessor: SeriesProcessor {
    let settings: AttributesSettings

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        guard settings.include?.matches(series.metric.name) != false,
            settings.exclude?.matches(series.metric.name) != true
        else { return series }
        var series = series
        series.attributes = settings.actions.applied(to: series.attributes)
        return series
    }
}
