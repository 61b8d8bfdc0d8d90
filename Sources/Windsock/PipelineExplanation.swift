import Configuration
import Logging
import MetricCore
import Pipeline

/// What the processors of each pipeline do, and when: for people.
struct PipelineExplanation {
    /// A paragraph for each pipeline, in the order written.
    let text: String

    init(_ config: ServiceConfig) {
        let registry = Graph.registry(for: config)
        text = config.pipelines.map { pipeline in
            let processors = pipeline.processors.compactMap { config.processors[$0] }
            let steps = processors.flatMap { processor in
                let context = ComponentContext(.processor, processor.id, logger: .none, registry: registry)
                return Self.lines(processor, context)
            }
            return ["\(pipeline.id): \(Self.way(of: pipeline))"] + steps
        }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private static func way(of pipeline: ServiceConfig.Pipeline) -> String {
        [pipeline.receivers, pipeline.processors, pipeline.exporters]
            .filter { !$0.isEmpty }
            .map { $0.map { "\($0)" }.joined(separator: ", ") }
            .joined(separator: " -> ")
    }

    private static func lines(_ processor: ServiceConfig.Component, _ context: ComponentContext) -> [String] {
        guard let settings = processor.settings as? any ProcessorSettings else {
            return ["  \(processor.id): before anything of a request is applied"]
        }
        return settings.makeProcessor(context).flatMap { step in
            ["  \(processor.id): \(step.time)"] + step.explanation.map { "    \($0)" }
        }
    }
}
