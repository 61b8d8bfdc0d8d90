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
