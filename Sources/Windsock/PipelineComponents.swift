import Configuration
import Locking
import MetricCore
import Pipeline

/// The processors of one pipeline of a configuration, and what they were connected to.
///
/// Exporters that are scraped have no use for `batch`, which only holds points back: in a pipeline that ends in both
/// kinds each kind has its own way, and processors of its own.
struct PipelineComponents {
    /// The processors, the last one first: whoever is handed data comes before those who hand it.
    let nodes: [Graph.Node]
    /// The ways.
    let pipelines: [MetricsPipeline]

    init(
        _ definition: ServiceConfig.Pipeline, _ config: ServiceConfig, exporters: [ComponentID: any Exporter],
        registry: SeriesRegistry, makingContext: (ComponentID) -> ComponentContext
    ) {
        let processors = definition.processors.compactMap { config.processors[$0] }
        let ends = definition.exporters.compactMap { exporters[$0] }
        var gates: [any Gate] = []
        var nodes: [Graph.Node] = []
        for processor in processors {
            guard let settings = processor.settings as? any GateSettings else { continue }
            let gate = settings.makeGate(makingContext(processor.id))
            gates.append(gate)
            nodes.append(Graph.Node(kind: .processor, id: processor.id, component: gate))
        }
        var pipelines: [MetricsPipeline] = []
        for ends in Self.ways(to: ends, through: processors) {
            var steps: [ProcessorStep] = []
            for processor in processors {
                guard let settings = processor.settings as? any ProcessorSettings,
                    settings.concernsScraped || !ends.allSatisfy(\.isScraped)
                else { continue }
                let made = settings.makeProcessor(makingContext(processor.id))
                steps += made
                nodes += made.compactMap(\.component).map {
                    Graph.Node(kind: .processor, id: processor.id, component: $0)
                }
            }
            pipelines.append(
                MetricsPipeline(steps, gates: pipelines.isEmpty ? gates : [], exporters: ends, registry: registry))
        }
        self.nodes = nodes.reversed()
        self.pipelines = pipelines
    }

    /// The exporters by the way that leads to them.
    private static func ways(
        to exporters: [any Exporter], through processors: [ServiceConfig.Component]
    ) -> [[any Exporter]] {
        let concernAll = processors.allSatisfy { ($0.settings as? any ProcessorSettings)?.concernsScraped ?? true }
        if concernAll { return [exporters] }
        return [exporters.filter(\.isScraped), exporters.filter { !$0.isScraped }].filter { !$0.isEmpty }
    }
}

extension ProcessorStep {
    /// What has to be started and stopped.
    fileprivate var component: (any Component)? {
        switch work {
        case .metrics(let processor): processor
        case .series(let processor), .eachPoint(let processor): processor as? any Component
        }
    }
}
