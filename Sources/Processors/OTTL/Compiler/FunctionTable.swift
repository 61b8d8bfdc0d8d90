/// The functions that statements of one context may call.
struct FunctionTable<Context>: Sendable {
    private(set) var converters: [String: Converter]
    private(set) var editors: [String: Editor]
    private(set) var contextual: [String: ContextFunction<Context>]

    init(converters: [Converter], editors: [Editor], contextual: [ContextFunction<Context>] = []) {
        self.converters = Dictionary(converters.map { ($0.name, $0) }) { $1 }
        self.editors = Dictionary(editors.map { ($0.name, $0) }) { $1 }
        self.contextual = Dictionary(contextual.map { ($0.name, $0) }) { $1 }
    }

    /// The names of functions that give a value, or of those that don't.
    func names(ofEditors wantsEditors: Bool) -> [String] {
        let names = wantsEditors ? editors.keys + ["set"] : Array(converters.keys)
        return (names + contextual.values.filter { $0.isEditor == wantsEditors }.map(\.name)).sorted()
    }
}

/// A function that deals with what statements run on, rather than with values: `convert_sum_to_gauge`.
struct ContextFunction<Context>: Sendable {
    typealias Run = @Sendable (inout Context) throws(EvaluationError) -> OTTLValue

    let name: String
    let parameters: [ParameterDescription]
    /// Whether it stands alone, as what it gives is nothing.
    let isEditor: Bool
    let effects: Effects
    /// What the function does with its arguments; those of optional parameters may be missing.
    let bind: @Sendable ([Expression<Context>?]) throws(EvaluationError) -> Run
}
