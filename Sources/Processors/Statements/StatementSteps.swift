internal import MetricCore
internal import Pipeline

extension [StatementGroup] {
    /// The steps that run these groups: what looks at nothing but identity once per series, the rest with each request,
    /// in the order written.
    func steps(_ context: ComponentContext, lookingAt keys: ResourceKeys) -> [ProcessorStep] {
        let errors = StatementErrors(context.logger)
        let sharedCache = SharedCache()
        let isWhole = contains(where: \.sharesCache)
        // Groups that share something stay in their order.
        var steps: [ProcessorStep] = []
        var pending: [StatementGroup] = []
        func finishRequest() {
            guard !pending.isEmpty else { return }
            let processor = RequestStatements(pending, sharedCache, errors)
            steps.append(ProcessorStep(work: .metrics(processor), explanation: pending.flatMap(\.reasons)))
            pending = []
        }
        for (group, isIdentityOnly) in flatMap({ isWhole ? [($0, false)] : $0.parts }) {
            guard isIdentityOnly else {
                pending.append(group)
                continue
            }
            finishRequest()
            let step = ProcessorStep.series(
                SeriesStatements(group: group, errors: errors), "", context, lookingAt: keys.mayInclude)
            let notes = step.explanation.filter { !$0.isEmpty }
            steps.append(ProcessorStep(work: step.work, explanation: group.statements.map(\.text) + notes))
        }
        finishRequest()
        return steps
    }
}

extension StatementGroup {
    /// Each statement, and why it runs with each request.
    fileprivate var reasons: [String] {
        statements.map { "\($0.text): \(reason(for: $0))" }
    }

    private func reason(for statement: CompiledStatement<StatementContext>) -> String {
        let realms = statement.effects.reads.union(statement.effects.writes)
        if realms.contains(.request) { return "it looks at the request" }
        if realms.contains(.others) { return "it concerns more than one point" }
        if !realms.isDisjoint(with: [.values, .plainValues]) { return "it needs values or times" }
        if realms.contains(.annotations) { return "it is about what names no series" }
        if realms.contains(.world) { return "its result changes from time to time" }
        if errorMode == .propagate { return "its errors refuse the request" }
        if sharesCache { return "it shares its cache" }
        return "a statement or condition of its group needs more than what series are called"
    }
}
