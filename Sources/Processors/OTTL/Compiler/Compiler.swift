/// Makes what runs of what was written: names are looked up, literals checked and patterns compiled, once.
struct Compiler<Resolver: PathResolver> {
    typealias Context = Resolver.Context

    let resolver: Resolver
    let functions: FunctionTable<Context>

    /// Compiles a statement.
    func compile(_ statement: Statement) throws(CompileError) -> CompiledStatement<Context> {
        let editor = try compile(editor: statement.editor)
        let condition = try statement.condition.map { expression throws(CompileError) in try compile(expression) }
        return CompiledStatement(
            text: statement.text, condition: condition?.known == true ? nil : condition, editor: editor)
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
        case .and(let parts): return try all(of: parts)
        case .or(let parts): return try any(of: parts)
        }
    }

    /// All must hold. One that was written never to hold decides before any is asked.
    private func all(of parts: [BooleanExpression]) throws(CompileError) -> CompiledCondition<Context> {
        let parts = try parts.map { part throws(CompileError) in try compile(part) }
        if parts.contains(where: { $0.known == false }) { return CompiledCondition(false) }
        let open = parts.filter { $0.known == nil }
        return open.isEmpty ? CompiledCondition(true) : CompiledCondition(all: open)
    }

    /// One must hold. One that was written always to hold decides before any is asked.
    private func any(of parts: [BooleanExpression]) throws(CompileError) -> CompiledCondition<Context> {
        let parts = try parts.map { part throws(CompileError) in try compile(part) }
        if parts.contains(where: { $0.known == true }) { return CompiledCondition(true) }
        let open = parts.filter { $0.known == nil }
        guard !open.isEmpty else { return CompiledCondition(false) }
        let conditions = open.map(\.holds)
        let effects = open.reduce(Effects()) { $0 + $1.effects }
        return CompiledCondition(effects: effects) { context throws(EvaluationError) in
            for holds in conditions where try holds(&context) { return true }
            return false
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
