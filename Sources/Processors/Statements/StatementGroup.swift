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

    /// A part of a group, and when it can run.
    struct Part {
        let group: StatementGroup
        let time: Time
    }

    /// When statements can run, from what they look at.
    enum Time {
        /// When a series is first seen.
        case series
        /// For each point by itself: they look at its series in their conditions, and change its plain values.
        case point
        /// With each request.
        case request
    }

    /// The group in parts, in order, each of whose statements can run at the same time.
    ///
    /// A group stays whole if its statements keep something for each other, concern other items, or depend on
    /// conditions that are asked once, before any of them. An error that refuses the request is no series' matter.
    var parts: [Part] {
        let effects = effects
        if errorMode == .propagate || sharesCache { return [Part(group: self, time: .request)] }
        if effects.isIdentityOnly { return [Part(group: self, time: .series)] }
        guard effects.reads.union(effects.writes).isDisjoint(with: [.cache, .others]) else {
            return [Part(group: self, time: .request)]
        }
        if let conditions {
            let times = Set(statements.map(\.time))
            let isForPoints = times == [.point] && conditions.effects.isIdentityOnly
            return [Part(group: self, time: isForPoints ? .point : .request)]
        }
        var parts: [Part] = []
        for statement in statements {
            let time = statement.time
            if let last = parts.last, last.time == time {
                parts[parts.count - 1] = Part(group: with(last.group.statements + [statement]), time: time)
            } else {
                parts.append(Part(group: with([statement]), time: time))
            }
        }
        return parts
    }
}

extension CompiledStatement<StatementContext> {
    /// When it can run by itself.
    fileprivate var time: StatementGroup.Time {
        if effects.isIdentityOnly { return .series }
        return onPoint == nil ? .request : .point
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
