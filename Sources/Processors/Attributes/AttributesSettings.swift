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
        let explanation = "changes attributes of data points"
        if actions.lookAtClient {
            return [.metrics(RequestAttributes(self), explanation, AttributeAction.requestExplanation)]
        }
        return [.series(AttributesProcessor(settings: self), explanation)]
    }

    /// Whether metrics of that name are chosen.
    func chooses(_ name: String) -> Bool {
        include?.matches(name) != false && exclude?.matches(name) != true
    }
}

/// Changes the attributes of data points, of the metrics that are chosen.
struct AttributesProcessor: SeriesProcessor {
    let settings: AttributesSettings

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        guard settings.chooses(series.metric.name) else { return series }
        var series = series
        series.attributes = settings.actions.applied(to: series.attributes)
        return series
    }
}

/// The same for each request, by what is known of it.
final class RequestAttributes: MetricsProcessor {
    private let settings: AttributesSettings

    init(_ settings: AttributesSettings) {
        self.settings = settings
    }

    var looksAtClient: Bool { true }

    func process(_ metrics: inout MetricsData) {
        for resource in metrics.resources.indices {
            for scope in metrics.resources[resource].scopes.indices {
                for metric in metrics.resources[resource].scopes[scope].metrics.indices {
                    change(&metrics.resources[resource].scopes[scope].metrics[metric], from: metrics.client)
                }
            }
        }
    }

    private func change(_ metric: inout Metric, from client: ClientInformation?) {
        guard settings.chooses(metric.description.name) else { return }
        for index in metric.points.indices {
            let attributes = metric.points[index].attributes
            metric.points[index].attributes = settings.actions.applied(to: attributes, from: client)
        }
    }
}
