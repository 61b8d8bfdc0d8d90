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
    typealias Evaluate = @Sendable (inout Context) throws(EvaluationError) -> Bool

    let effects: Effects
    let holds: Evaluate
    /// What it always is, if that was written.
    let known: Bool?
    /// The conditions that must all hold for this one to hold, in the order in which they are asked; empty if it isn't
    /// made of several.
    private let parts: [CompiledCondition]

    init(effects: Effects, _ holds: @escaping Evaluate) {
        self.init(effects: effects, known: nil, parts: [], holds)
    }

    /// A condition that always is, or never.
    init(_ known: Bool) {
        self.init(effects: Effects(), known: known, parts: []) { _ in known }
    }

    /// That all of some conditions hold. They are asked until one doesn't.
    init(all parts: [CompiledCondition]) {
        let conditions = parts.map(\.holds)
        let effects = parts.reduce(Effects()) { $0 + $1.effects }
        self.init(effects: effects, known: nil, parts: parts) { context throws(EvaluationError) in
            for holds in conditions where !(try holds(&context)) { return false }
            return true
        }
    }

    private init(effects: Effects, known: Bool?, parts: [CompiledCondition], _ holds: @escaping Evaluate) {
        self.effects = effects
        self.known = known
        self.parts = parts
        self.holds = holds
    }

    /// The conditions that must all hold, in the order in which they are asked: this one, if it isn't made of several.
    var conjuncts: [CompiledCondition] {
        if known == true { return [] }
        return parts.isEmpty ? [self] : parts.flatMap(\.conjuncts)
    }
}

/// A statement that runs.
struct CompiledStatement<Context>: Sendable {
    /// The statement as it was written.
    let text: String
    /// What must hold for it to change something; nil for nothing.
    let condition: CompiledCondition<Context>?
    let editor: CompiledEditor<Context>

    var effects: Effects { editor.effects + (condition?.effects ?? Effects()) }

    /// The editor, which asks for the condition itself.
    var conditionalEditor: CompiledEditor<Context> {
        guard let holds = condition?.holds else { return editor }
        let run = editor.run
        return CompiledEditor(effects: effects) { context throws(EvaluationError) in
            if try holds(&context) { try run(&context) }
        }
    }

    /// Runs it, and tells whether its condition held.
    func run(_ context: inout Context) throws(EvaluationError) -> Bool {
        if let condition, !(try condition.holds(&context)) { return false }
        try editor.run(&context)
        return true
    }
}
