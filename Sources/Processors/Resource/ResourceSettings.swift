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
        let explanation = "changes attributes of resources"
        if actions.lookAtClient {
            return [.metrics(RequestResources(actions), explanation, AttributeAction.requestExplanation)]
        }
        return [
            .series(ResourceProcessor(actions: actions), explanation, context, lookingAt: actions.mayTouch)
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

/// The same for each request, by what is known of it.
final class RequestResources: MetricsProcessor {
    private let actions: [AttributeAction]

    init(_ actions: [AttributeAction]) {
        self.actions = actions
    }

    var looksAtClient: Bool { true }

    func process(_ metrics: inout MetricsData) {
        for index in metrics.resources.indices {
            let attributes = metrics.resources[index].resource.attributes
            metrics.resources[index].resource.attributes = actions.applied(to: attributes, from: metrics.client)
        }
    }
}
