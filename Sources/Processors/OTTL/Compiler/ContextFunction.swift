/// A function that deals with what statements run on, rather than with values: `convert_sum_to_gauge`.
struct ContextFunction<Context>: Sendable {
    /// What makes an action of the arguments.
    let function: Function<ContextAction<Context>>
    /// Whether it stands alone, as what it gives is nothing.
    let isEditor: Bool
    let effects: Effects

    init(_ function: Function<ContextAction<Context>>, isEditor: Bool = true, effects: Effects) {
        self.function = function
        self.isEditor = isEditor
        self.effects = effects
    }

    var name: String { function.name }
}

/// What a function does with a context, once its arguments are there.
struct ContextAction<Context>: Sendable {
    let run: @Sendable (inout Context) throws(EvaluationError) -> OTTLValue

    /// An editor's: it gives nothing.
    static func change(_ change: @escaping @Sendable (inout Context) throws(EvaluationError) -> Void) -> Self {
        Self { context throws(EvaluationError) in
            try change(&context)
            return .null
        }
    }

    /// That of a function which tells whether something is so.
    static func test(_ holds: @escaping @Sendable (borrowing Context) throws(EvaluationError) -> Bool) -> Self {
        Self { context throws(EvaluationError) in .bool(try holds(context)) }
    }
}
