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
        let keys = context.writerAttributes(lookedAtBy: isLookedAt)
        guard !keys.isEmpty else { return .series(processor, explanation) }
        return .eachPoint(
            processor, explanation,
            "looks at \(keys.joined(separator: ", ")), by which Windsock tells writers apart")
    }
}

extension ComponentContext {
    /// The resource attributes that name a writer, and so are no part of a series, as far as they are looked at.
    func writerAttributes(lookedAtBy isLookedAt: (_ key: String) -> Bool) -> [String] {
        registry.withLock { $0.writerAttributes }.filter(isLookedAt)
    }
}
