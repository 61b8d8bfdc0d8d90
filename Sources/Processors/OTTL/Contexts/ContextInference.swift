/// Finds out which items statements are meant for that don't say it: the lowest that their paths name and, where a
/// function isn't known there, the next lower one that knows all of them.
struct ContextInference {
    private(set) var levels: Set<StatementLevel> = []
    private(set) var functions: Set<String> = []

    /// Looks at one more statement.
    mutating func add(_ statement: Statement) {
        add(statement.editor)
        if let condition = statement.condition { add(condition) }
    }

    /// Looks at one more condition.
    mutating func add(_ condition: Condition) {
        add(condition.expression)
    }

    /// The level; nil if no path names one.
    ///
    /// - Parameter knows: Whether a function is known to statements of a level.
    func level(knows: (String, StatementLevel) -> Bool) -> StatementLevel? {
        guard let lowest = levels.max() else { return nil }
        let candidates = StatementLevel.allCases.filter { $0 >= lowest }
        // If none knows all, the lowest that is named tells which it doesn't.
        return candidates.first { level in functions.allSatisfy { knows($0, level) } } ?? lowest
    }

    // MARK: - Through the syntax tree

    private mutating func add(_ expression: BooleanExpression) {
        switch expression {
        case .constant: break
        case .call(let call): add(call)
        case .comparison(_, let left, let right):
            add(left)
            add(right)
        case .not(let inner): add(inner)
        case .and(let parts), .or(let parts):
            for part in parts { add(part) }
        }
    }

    private mutating func add(_ call: Call) {
        functions.insert(call.name)
        for argument in call.arguments {
            switch argument.value {
            case .expression(let expression): add(expression)
            case .function(let name): functions.insert(name)
            }
        }
        for key in call.keys { add(key) }
    }

    private mutating func add(_ expression: ValueExpression) {
        switch expression.kind {
        case .null, .bool, .int, .double, .string, .bytes, .symbol: break
        case .list(let elements):
            for element in elements { add(element) }
        case .map(let items):
            for item in items { add(item.value) }
        case .path(let path):
            if path.fields.count > 1, let first = path.fields.first, let level = StatementLevel(first.name) {
                levels.insert(level)
            }
            for field in path.fields {
                for key in field.keys { add(key) }
            }
        case .call(let call): add(call)
        case .negation(let operand): add(operand)
        case .arithmetic(let first, let operations):
            add(first)
            for operation in operations { add(operation.operand) }
        }
    }

    private mutating func add(_ key: Key) {
        if case .expression(let expression) = key.kind { add(expression) }
    }
}
