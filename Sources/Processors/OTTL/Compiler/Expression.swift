/// An expression that runs.
struct Expression<Context>: Sendable {
    typealias Evaluate = @Sendable (inout Context) throws(EvaluationError) -> OTTLValue

    let evaluate: Evaluate
    /// What it always gives, if that is known.
    let known: KnownArgument?
    let effects: Effects

    init(effects: Effects, known: KnownArgument? = nil, _ evaluate: @escaping Evaluate) {
        self.effects = effects
        self.known = known
        self.evaluate = evaluate
    }

    /// An expression that always gives the same.
    init(_ value: OTTLValue, isLiteral: Bool) {
        self.init(effects: Effects(), known: KnownArgument(value: value, isLiteral: isLiteral)) { _ in value }
    }
}

/// A condition that runs.
struct CompiledCondition<Context>: Sendable {
    let effects: Effects
    let holds: @Sendable (inout Context) throws(EvaluationError) -> Bool
    /// What it always is, if that was written.
    let known: Bool?

    init(effects: Effects, _ holds: @escaping @Sendable (inout Context) throws(EvaluationError) -> Bool) {
        self.effects = effects
        self.holds = holds
        known = nil
    }

    /// A condition that always is, or never.
    init(_ known: Bool) {
        effects = Effects()
        holds = { _ in known }
        self.known = known
    }
}

/// A statement that runs.
struct CompiledStatement<Context>: Sendable {
    /// The statement as it was written.
    let text: String
    let effects: Effects
    /// Runs it, and tells whether its condition held.
    let run: @Sendable (inout Context) throws(EvaluationError) -> Bool
}
