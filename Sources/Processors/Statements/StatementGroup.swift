internal import Configuration
internal import MetricCore

/// What becomes of an error while statements run.
enum ErrorMode: Sendable {
    /// It is logged, and the next statement runs.
    case ignore
    /// The next statement runs.
    case silent
    /// The request is refused, for the sender to try again.
    case propagate
}

/// Statements that run one after the other on each item of a level, if one of the conditions holds for it.
struct StatementGroup: Sendable {
    let level: StatementLevel
    /// What must hold for an item; nil for all of them.
    let conditions: ConditionGroup?
    let statements: [CompiledStatement<StatementContext>]
    let errorMode: ErrorMode
    /// Whether what the statements keep is there for other groups and items of the request as well.
    let sharesCache: Bool

    /// What all statements and conditions do together.
    var effects: Effects {
        statements.map(\.effects).reduce(conditions?.effects ?? Effects(), +)
    }

    /// The same group with only some of its statements.
    func with(_ statements: [CompiledStatement<StatementContext>]) -> StatementGroup {
        StatementGroup(
            level: level, conditions: conditions, statements: statements, errorMode: errorMode,
            sharesCache: sharesCache)
    }

    /// The group in parts, in order, each of which has only statements that look at nothing but identity, or is to run
    /// with each request.
    ///
    /// A group stays whole if its statements keep something for each other, concern other items, or depend on
    /// conditions that are asked once, before any of them. An error that refuses the request is no series' matter.
    var parts: [(group: StatementGroup, isIdentityOnly: Bool)] {
        let effects = effects
        if errorMode == .propagate || sharesCache { return [(self, false)] }
        if effects.isIdentityOnly { return [(self, true)] }
        let all = effects.reads.union(effects.writes)
        guard conditions == nil, all.isDisjoint(with: [.cache, .others]) else { return [(self, false)] }
        var parts: [(group: StatementGroup, isIdentityOnly: Bool)] = []
        var run: [CompiledStatement<StatementContext>] = []
        for statement in statements {
            if let last = run.last, last.effects.isIdentityOnly != statement.effects.isIdentityOnly {
                parts.append((with(run), last.effects.isIdentityOnly))
                run = []
            }
            run.append(statement)
        }
        if let last = run.last { parts.append((with(run), last.effects.isIdentityOnly)) }
        return parts
    }
}

extension StatementGroup {
    /// Runs the statements on an item.
    ///
    /// - Throws: ``Refusal``-worthy text, if an error is to refuse the request.
    func run(on context: inout StatementContext, _ errors: StatementErrors) throws(StatementFailure) {
        if let conditions, !(try conditions.holds(for: &context, errors)) { return }
        for statement in statements {
            do throws(EvaluationError) {
                _ = try statement.run(&context)
            } catch {
                try errors.take(error, of: .statement(statement.text), errorMode, context)
            }
        }
    }
}

/// An error that refuses a request.
struct StatementFailure: Error {
    /// What failed, for the sender.
    let reason: String
}
