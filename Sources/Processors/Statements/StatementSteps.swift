internal import MetricCore
internal import Pipeline

extension [StatementGroup] {
    /// The steps that run these groups, in the order written: what looks at nothing but identity once per series, what
    /// is about plain values for each point, the rest with each request.
    func steps(_ context: ComponentContext, lookingAt keys: ResourceKeys) -> [ProcessorStep] {
        let errors = StatementErrors(context.logger)
        let sharedCache = SharedCache()
        let seesWriter = !context.writerAttributes(lookedAtBy: keys.mayInclude).isEmpty
        // Groups that share something stay in their order.
        let isWhole = contains(where: \.sharesCache)
        let parts = flatMap { isWhole ? [StatementGroup.Part(group: $0, time: .request)] : $0.parts }
        var steps: [ProcessorStep] = []
        var pending: [StatementGroup] = []
        func finishRequest() {
            guard !pending.isEmpty else { return }
            let processor = RequestStatements(pending, sharedCache, errors)
            steps.append(ProcessorStep(work: .metrics(processor), explanation: pending.flatMap(\.reasons)))
            pending = []
        }
        for part in parts {
            let group = part.group
            switch part.time {
            case .series:
                finishRequest()
                let step = ProcessorStep.series(
                    SeriesStatements(group: group, errors: errors), "", context, lookingAt: keys.mayInclude)
                let notes = step.explanation.filter { !$0.isEmpty }
                steps.append(ProcessorStep(work: step.work, explanation: group.statements.map(\.text) + notes))
            case .point where !seesWriter && group.statements.count <= ConditionNumbers.limit:
                finishRequest()
                let processor = PointStatements(group, errors, context.registry)
                steps.append(ProcessorStep(work: .metrics(processor), explanation: group.statements.map(\.text)))
            case .point, .request: pending.append(group)
            }
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
