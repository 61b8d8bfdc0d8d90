extension FunctionTable<StatementContext> {
    /// What statements on items of a level, and their `where` clauses, may call.
    static func forStatements(on level: StatementLevel, _ surroundings: Surroundings) -> Self {
        let contextual: [ContextFunction<StatementContext>] =
            switch level {
            case .metric: ContextFunction.types + ContextFunction.points(surroundings) + ContextFunction.newMetrics
            case .datapoint: ContextFunction.buckets + ContextFunction.summaries
            case .resource, .scope, .exemplar: []
            }
        return Self(converters: Converter.all(surroundings), editors: Editor.all, contextual: contextual)
    }

    /// What conditions that choose items of a level may call.
    static func forConditions(on level: StatementLevel, _ surroundings: Surroundings) -> Self {
        Self(
            converters: Converter.all(surroundings), editors: [],
            contextual: level == .metric ? ContextFunction.attributesOfPoints : [])
    }
}

extension Effects {
    /// What a function reads and writes that deals with a metric and all its points, or makes another one of it.
    static let wholeMetric = Effects(reads: .others, writes: .others)
}
