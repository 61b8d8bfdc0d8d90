internal import Configuration
internal import MetricCore

/// Reads statements and conditions from a configuration and compiles them; each that is faulty is told.
struct StatementReader {
    let section: ConfigSection
    /// Is told which attributes of resources are looked at.
    let notes: ResourceKeyNotes

    /// A statement or condition as it was written, with what it was parsed to.
    struct Parsed<Syntax> {
        let source: ConfigText
        let syntax: Syntax
    }

    // MARK: - Syntax

    /// The statements behind a key; those that are none are told and left out.
    func statements(_ key: String) -> [Parsed<Statement>] {
        section.texts(key).compactMap(statement)
    }

    /// A statement; nil if it is none.
    func statement(_ source: ConfigText) -> Parsed<Statement>? {
        parse(source) { text throws(SyntaxError) in try Statement(parsing: text) }
    }

    /// The conditions behind a key.
    func conditions(_ key: String) -> [Parsed<Condition>] {
        section.texts(key).compactMap(condition)
    }

    /// A condition; nil if it is none.
    func condition(_ source: ConfigText) -> Parsed<Condition>? {
        parse(source) { text throws(SyntaxError) in try Condition(parsing: text) }
    }

    private func parse<Syntax>(
        _ source: ConfigText, _ parse: (String) throws(SyntaxError) -> Syntax
    ) -> Parsed<Syntax>? {
        do throws(SyntaxError) {
            return Parsed(source: source, syntax: try parse(source.text))
        } catch {
            section.fail(at: source, StatementFault(error).description(in: source.text))
            return nil
        }
    }

    // MARK: - Levels

    /// The level that `context` names; nil if it isn't written.
    func explicitLevel() -> StatementLevel? {
        section.choice(
            "context", default: StatementLevel?.none,
            named: [
                "resource": .resource, "scope": .scope, "metric": .metric, "datapoint": .datapoint,
                "exemplar": .exemplar,
            ])
    }

    /// The level that statements and conditions are meant for, if they don't say it; nil if it can't be told, which is
    /// a fault of the first of them unless a context is written, which is one itself then.
    func level(of statements: [Parsed<Statement>], _ conditions: [Parsed<Condition>] = []) -> StatementLevel? {
        var inference = ContextInference()
        for statement in statements { inference.add(statement.syntax) }
        for condition in conditions { inference.add(condition.syntax) }
        if let level = inference.level(knows: Self.isKnown) { return level }
        if !section.isGiven("context"), let first = statements.first?.source ?? conditions.first?.source {
            let names = StatementLevel.allCases.map(\.name).joined(separator: ", ")
            section.fail(
                at: first,
                "what it runs on can't be told: begin a path with one of \(names), or write a context beside it")
        }
        return nil
    }

    private static func isKnown(_ function: String, on level: StatementLevel) -> Bool {
        let table = FunctionTable<StatementContext>.forStatements(on: level, .system)
        return table.names(ofEditors: true).contains(function) || table.names(ofEditors: false).contains(function)
    }

    // MARK: - What runs

    /// Compiles statements for a level.
    func compile(
        _ statements: [Parsed<Statement>], on level: StatementLevel, allowsShortPaths: Bool
    ) -> [CompiledStatement<StatementContext>] {
        let compiler = compiler(.forStatements(on: level, .system), on: level, allowsShortPaths)
        return statements.compactMap { compile($0, compiler.compile) }
    }

    /// Compiles conditions for a level.
    func compile(
        _ conditions: [Parsed<Condition>], on level: StatementLevel, allowsShortPaths: Bool
    ) -> [CompiledCondition<StatementContext>] {
        let compiler = compiler(.forConditions(on: level, .system), on: level, allowsShortPaths)
        return conditions.compactMap { compile($0, compiler.compile) }
    }

    /// Conditions of which one must hold, on a level.
    func group(
        _ conditions: [Parsed<Condition>], on level: StatementLevel, allowsShortPaths: Bool, _ errorMode: ErrorMode
    ) -> ConditionGroup {
        ConditionGroup(
            level: level, conditions: compile(conditions, on: level, allowsShortPaths: allowsShortPaths),
            texts: conditions.map(\.source.text), errorMode: errorMode)
    }

    private func compiler(
        _ functions: FunctionTable<StatementContext>, on level: StatementLevel, _ allowsShortPaths: Bool
    ) -> Compiler<ContextPaths> {
        let paths = ContextPaths(level: level, allowsShortPaths: allowsShortPaths, notes: notes)
        return Compiler(resolver: paths, functions: functions)
    }

    private func compile<Syntax, Compiled>(
        _ parsed: Parsed<Syntax>, _ compile: (Syntax) throws(CompileError) -> Compiled
    ) -> Compiled? {
        do throws(CompileError) {
            return try compile(parsed.syntax)
        } catch {
            section.fail(at: parsed.source, StatementFault(error).description(in: parsed.source.text))
            return nil
        }
    }
}

extension ErrorMode {
    /// Reads `error_mode`; nil if it isn't written.
    static func read(_ section: ConfigSection) -> ErrorMode? {
        section.choice(
            "error_mode", default: ErrorMode?.none,
            named: ["ignore": .ignore, "silent": .silent, "propagate": .propagate])
    }
}
