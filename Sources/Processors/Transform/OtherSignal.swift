internal import Configuration

/// Knows the names that statements for other signals may use: those statements are checked, and never run.
struct OtherSignal: PathResolver {
    /// Nothing to run on.
    struct Context: Sendable {}

    private let fields: [String: Set<String>]
    private let numberPrefixes: [String]

    static let spans = OtherSignal(
        fields: [
            "span": [
                "trace_id", "span_id", "trace_state", "parent_span_id", "name", "kind", "start_time_unix_nano",
                "end_time_unix_nano", "start_time", "end_time", "attributes", "dropped_attributes_count", "events",
                "dropped_events_count", "links", "dropped_links_count", "status", "flags", "cache",
            ],
            "spanevent": [
                "time_unix_nano", "time", "name", "attributes", "dropped_attributes_count", "event_index", "cache",
            ],
        ], numberPrefixes: ["SPAN_KIND_", "STATUS_CODE_"])

    static let logs = OtherSignal(
        fields: [
            "log": [
                "time_unix_nano", "observed_time_unix_nano", "time", "observed_time", "severity_number",
                "severity_text", "body", "attributes", "dropped_attributes_count", "flags", "trace_id", "span_id",
                "event_name", "cache",
            ]
        ], numberPrefixes: ["SEVERITY_NUMBER_"])

    private static let shared: [String: Set<String>] = [
        "resource": ["attributes", "schema_url", "dropped_attributes_count", "cache"],
        "scope": ["name", "version", "attributes", "schema_url", "dropped_attributes_count", "cache"],
        "instrumentation_scope": ["name", "version", "attributes", "schema_url", "dropped_attributes_count"],
        "otelcol": ["client", "grpc"],
    ]

    // MARK: - Checks

    /// Checks the statements behind a key, alone or in groups; what is faulty is told.
    func checkStatements(_ key: String, _ reader: StatementReader) {
        _ = reader.section.items(
            key, text: { check($0, reader) },
            section: { section in
                let reader = StatementReader(section: section, notes: reader.notes)
                _ = section.string("context", default: "")
                _ = ErrorMode.read(section)
                _ = section.bool("shared_cache", default: false)
                for condition in section.texts("conditions") { checkCondition(condition, reader) }
                for statement in section.texts("statements") { check(statement, reader) }
            })
    }

    /// Checks the conditions behind a key.
    func checkConditions(_ key: String, _ reader: StatementReader) {
        for condition in reader.section.texts(key) { checkCondition(condition, reader) }
    }

    private var compiler: Compiler<OtherSignal> {
        Compiler(resolver: self, functions: FunctionTable(converters: Converter.all(.system), editors: Editor.all))
    }

    private func check(_ source: ConfigText, _ reader: StatementReader) {
        guard let parsed = reader.statement(source) else { return }
        do throws(CompileError) {
            _ = try compiler.compile(parsed.syntax)
        } catch {
            reader.section.fail(at: source, StatementFault(error).description(in: source.text))
        }
    }

    private func checkCondition(_ source: ConfigText, _ reader: StatementReader) {
        guard let parsed = reader.condition(source) else { return }
        do throws(CompileError) {
            _ = try compiler.compile(parsed.syntax)
        } catch {
            reader.section.fail(at: source, StatementFault(error).description(in: source.text))
        }
    }

    // MARK: - Names

    func resolve(_ path: PathRequest<Context>) throws(CompileError) -> Place<Context> {
        let known = fields.merging(Self.shared) { first, _ in first }
        let names = path.fields.map(\.name)
        let owner = names.first.flatMap { known[$0] == nil ? nil : $0 }
        let field = owner == nil ? names.first : names.dropFirst().first
        let candidates = owner.flatMap { known[$0] } ?? fields.values.reduce(into: []) { $0.formUnion($1) }
        guard let field, candidates.contains(field) else {
            throw CompileError(
                problem: .unknownField(
                    field ?? path.text, of: owner ?? "a statement here", known: candidates.sorted()),
                range: path.fields.last?.range ?? path.range)
        }
        return Place(realm: .others, get: { _ in .null }, set: { _, _ in })
    }

    func enumeration(_ name: String) -> Int64? {
        numberPrefixes.contains(where: name.hasPrefix) ? 0 : nil
    }

    var enumerations: [String] { [] }
}
