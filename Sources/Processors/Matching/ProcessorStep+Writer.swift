internal import Locking
internal import MetricCore
internal import Pipeline

extension ProcessorStep {
    /// The step of a processor that looks at some attributes of resources: once per series, or for each point if the
    /// writer's are among them.
    static func series(
        _ processor: any SeriesProcessor, _ explanation: String, _ context: ComponentContext,
        lookingAt isLookedAt: (_ key: String) -> Bool
    ) -> ProcessorStep {
        let keys = context.registry.withLock { $0.writerAttributes }.filter(isLookedAt)
        guard !keys.isEmpty else { return .series(processor, explanation) }
        return .eachPoint(
            processor, explanation,
            "looks at \(keys.joined(separator: ", ")), by which Windsock tells writers apart")
    }
}
