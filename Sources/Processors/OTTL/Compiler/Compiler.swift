/// Makes what runs of what was written: names are looked up, literals checked and patterns compiled, once.
struct Compiler<Resolver: PathResolver> {
    typealias Context = Resolver.Context

    let resolver: Resolver
    let functions: FunctionTable<Context>

    /// Compiles a statement.
    func compile(_ statement: Statement) throws(CompileError) -> CompiledStatement<Context> {
        let editor = try compile(editor: statement.editor)
        guard
            let condition = try statement.condition.map({ expression throws(CompileError) in
                try compile(expression)
            }), condition.known != true
        else {
            return CompiledStatement(text: statement.text, effects: editor.effects) { context throws(EvaluationError) in
                try editor.run(&context)
                return true
            }
        }
        let (holds, run) = (condition.holds, editor.run)
        let effects = editor.effects + condition.effects
        return CompiledStatement(text: statement.text, effects: effects) { context throws(EvaluationError) in
            guard try holds(&context) else { return false }
            try run(&context)
            return true
        }
    }

    /// Compiles a condition.
    func compile(_ condition: Condition) throws(CompileError) -> CompiledCondition<Context> {
        try compile(condition.expression)
    }

    // MARK: - Conditions

    func compile(_ expression: BooleanExpression) throws(CompileError) -> CompiledCondition<Context> {
        switch expression {
        case .constant(let value): return CompiledCondition(value)
        case .call(let call):
            let call = try compile(call)
            let evaluate = call.evaluate
            return CompiledCondition(effects: call.effects) { context throws(EvaluationError) in
                let value = try evaluate(&context)
                guard case .bool(let bool) = value else {
                    throw .wrongType(expected: "bool as condition", found: value.typeName)
                }
                return bool
            }
        case .comparison(let comparison, let left, let right):
            return compare(try compile(left), comparison, try compile(right))
        case .not(let inner):
            let inner = try compile(inner)
            if let known = inner.known { return CompiledCondition(!known) }
            let holds = inner.holds
            return CompiledCondition(effects: inner.effects) { context throws(EvaluationError) in
                !(try holds(&context))
            }
        case .and(let parts): return try chain(parts, endsWith: false)
        case .or(let parts): return try chain(parts, endsWith: true)
        }
    }

    /// Parts of which the first that is `decisive` decides. One that was written so decides before any runs.
    private func chain(
        _ parts: [BooleanExpression], endsWith decisive: Bool
    ) throws(CompileError) -> CompiledCondition<Context> {
        let parts = try parts.map { part throws(CompileError) in try compile(part) }
        if parts.contains(where: { $0.known == decisive }) { return CompiledCondition(decisive) }
        let open = parts.filter { $0.known == nil }
        guard !open.isEmpty else { return CompiledCondition(!decisive) }
        let conditions = open.map(\.holds)
        let effects = open.reduce(Effects()) { $0 + $1.effects }
        return CompiledCondition(effects: effects) { context throws(EvaluationError) in
            for holds in conditions where try holds(&context) == decisive { return decisive }
            return !decisive
        }
    }

    private func compare(
        _ left: Expression<Context>, _ comparison: ComparisonOperator, _ right: Expression<Context>
    ) -> CompiledCondition<Context> {
        let (first, second) = (left.evaluate, right.evaluate)
        let effects = left.effects + right.effects
        if let known = right.known?.value {
            return CompiledCondition(effects: effects) { context throws(EvaluationError) in
                OTTLValue.compare(try first(&context), comparison, known)
            }
        }
        return CompiledCondition(effects: effects) { context throws(EvaluationError) in
            OTTLValue.compare(try first(&context), comparison, try second(&context))
        }
    }
}
