internal import MetricCore
internal import Patterns

/// Makes a tree of the words of an expression, and checks the types of its parts.
struct ExpressionParser {
    /// What a part of an expression can come to.
    private enum ValueType: String {
        case null = "nil"
        case bool = "a condition"
        case number = "a number"
        case text = "a text"
        case list = "a list"
    }

    /// A part of an expression that has been read.
    private struct Operand {
        let node: ExpressionNode
        let type: ValueType
        let position: Int
    }

    private let tokens: [ExpressionToken]
    private var index = 0
    /// How deep parts are nested in one another.
    private var depth = 0

    private static let depthLimit = 100

    private init(tokens: [ExpressionToken]) {
        self.tokens = tokens
    }

    /// Reads an expression that is a condition.
    static func condition(_ text: String) throws(ExpressionFault) -> ExpressionNode {
        var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(of: text))
        let condition = try parser.expression()
        guard parser.current.kind == .end else { throw parser.unexpected() }
        return try parser.node(of: condition, .bool)
    }

    // MARK: From the operators that bind least to those that bind most

    private mutating func expression() throws(ExpressionFault) -> Operand {
        let condition = try disjunction()
        guard take("?") else { return condition }
        try descend()
        defer { depth -= 1 }
        let first = try expression()
        try demand(":")
        let second = try expression()
        let node = ExpressionNode.conditional(
            try node(of: condition, .bool), then: first.node, otherwise: try self.node(of: second, first.type))
        return Operand(node: node, type: first.type, position: condition.position)
    }

    private mutating func disjunction() throws(ExpressionFault) -> Operand {
        let first = try conjunction()
        guard isAt("||", "or") else { return first }
        var operands = [try node(of: first, .bool)]
        while take("||", "or") { operands.append(try node(of: try conjunction(), .bool)) }
        return Operand(node: .any(operands), type: .bool, position: first.position)
    }

    private mutating func conjunction() throws(ExpressionFault) -> Operand {
        let first = try comparison()
        guard isAt("&&", "and") else { return first }
        var operands = [try node(of: first, .bool)]
        while take("&&", "and") { operands.append(try node(of: try comparison(), .bool)) }
        return Operand(node: .all(operands), type: .bool, position: first.position)
    }

    private mutating func comparison() throws(ExpressionFault) -> Operand {
        var left = try unary()
        var chained = 0
        defer { depth -= chained }
        while let comparison = takeComparison() {
            // Each one more nests what stands to its left.
            chained += 1
            try descend()
            let right = try unary()
            let node = try node(comparison.name, left, right)
            left = Operand(node: comparison.isNegated ? .not(node) : node, type: .bool, position: left.position)
        }
        return left
    }

    private mutating func unary() throws(ExpressionFault) -> Operand {
        let position = current.position
        guard isAt("!", "not", "-", "+") else { return try primary() }
        try descend()
        defer { depth -= 1 }
        if take("!", "not") {
            return Operand(node: .not(try node(of: try unary(), .bool)), type: .bool, position: position)
        }
        let isNegative = take("-")
        if !isNegative { try demand("+") }
        guard case .number(let number) = current.kind else { throw unexpected() }
        index += 1
        return Operand(node: .constant(.number(isNegative ? -number : number)), type: .number, position: position)
    }

    private mutating func primary() throws(ExpressionFault) -> Operand {
        let token = current
        func operand(_ node: ExpressionNode, _ type: ValueType) -> Operand {
            Operand(node: node, type: type, position: token.position)
        }
        index += 1
        switch token.kind {
        case .text(let text): return operand(.constant(.text(ExactText(text))), .text)
        case .number(let number): return operand(.constant(.number(number)), .number)
        case .name("true"): return operand(.constant(.bool(true)), .bool)
        case .name("false"): return operand(.constant(.bool(false)), .bool)
        case .name("nil"): return operand(.constant(.null), .null)
        case .name("MetricName"): return operand(.metricName, .text)
        case .name("MetricType"): return operand(.metricType, .text)
        case .name("Label"): return operand(.label(try argument()), .text)
        case .name("HasLabel"): return operand(.hasLabel(try argument()), .bool)
        case .name(let name):
            let known = "MetricName, MetricType, Label(\"key\") and HasLabel(\"key\")"
            throw ExpressionFault(position: token.position, message: "there is no \(name), but \(known)")
        case .symbol("("):
            try descend()
            defer { depth -= 1 }
            let inner = try expression()
            try demand(")")
            return inner
        case .symbol("["): return operand(try list(), .list)
        case .symbol, .end:
            index -= 1
            throw unexpected()
        }
    }

    /// Reads what stands in parentheses behind the name of a function.
    private mutating func argument() throws(ExpressionFault) -> ExpressionNode {
        try demand("(")
        try descend()
        defer { depth -= 1 }
        let argument = try node(of: try expression(), .text)
        try demand(")")
        return argument
    }

    /// Reads a list behind its opening bracket.
    private mutating func list() throws(ExpressionFault) -> ExpressionNode {
        try descend()
        defer { depth -= 1 }
        var items: [ExpressionNode] = []
        while !take("]") {
            if !items.isEmpty { try demand(",") }
            items.append(try expression().node)
        }
        return .list(items)
    }

    // MARK: What a comparison is

    private mutating func takeComparison() -> (name: String, isNegated: Bool)? {
        for name in ["==", "!=", "<=", ">=", "<", ">", "in", "matches", "contains", "startsWith", "endsWith"] {
            if take(name) { return (name, false) }
        }
        guard isAt("not"), case .name(let name) = tokens[index + 1].kind,
            ["in", "matches", "contains", "startsWith", "endsWith"].contains(name)
        else { return nil }
        index += 2
        return (name, true)
    }

    private func node(_ comparison: String, _ left: Operand, _ right: Operand) throws(ExpressionFault) -> ExpressionNode
    {
        switch comparison {
        case "==": return .equal(left.node, right.node)
        case "!=": return .not(.equal(left.node, right.node))
        case "in": return .isIn(left.node, try node(of: right, .list))
        case "matches": return .matches(try node(of: left, .text), try pattern(right))
        case "contains": return .matches(try node(of: left, .text), try pattern(right, isLiteral: true))
        case "startsWith": return .startsWith(try node(of: left, .text), try node(of: right, .text))
        case "endsWith": return .endsWith(try node(of: left, .text), try node(of: right, .text))
        default: break
        }
        let (left, right) = (try comparable(left), try node(of: right, left.type))
        switch comparison {
        case "<": return .less(left, right)
        case ">": return .less(right, left)
        case "<=": return .any([.less(left, right), .equal(left, right)])
        default: return .any([.less(right, left), .equal(left, right)])
        }
    }

    private func comparable(_ operand: Operand) throws(ExpressionFault) -> ExpressionNode {
        operand.type == .number ? operand.node : try node(of: operand, .text)
    }

    /// The pattern that an operand is, or the one for the text that it is.
    private func pattern(_ operand: Operand, isLiteral: Bool = false) throws(ExpressionFault) -> Pattern {
        guard case .constant(.text(let text)) = operand.node else {
            throw ExpressionFault(position: operand.position, message: "expected a text in quotes")
        }
        do throws(PatternError) {
            return isLiteral ? try Pattern(literal: text.text) : try Pattern(text.text)
        } catch {
            throw ExpressionFault(position: operand.position, message: "\(error)")
        }
    }

    // MARK: Words and what is wrong with them

    private var current: ExpressionToken { tokens[index] }

    private func isAt(_ words: String...) -> Bool {
        switch current.kind {
        case .symbol(let word), .name(let word): words.contains(word)
        default: false
        }
    }

    private mutating func take(_ words: String...) -> Bool {
        guard words.contains(where: { isAt($0) }) else { return false }
        index += 1
        return true
    }

    private mutating func demand(_ word: String) throws(ExpressionFault) {
        guard take(word) else { throw unexpected("expected \(word)") }
    }

    private mutating func descend() throws(ExpressionFault) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw ExpressionFault(position: current.position, message: "nested more than \(Self.depthLimit) deep")
        }
    }

    private func node(of operand: Operand, _ type: ValueType) throws(ExpressionFault) -> ExpressionNode {
        guard operand.type == type else {
            throw ExpressionFault(
                position: operand.position, message: "expected \(type.rawValue), found \(operand.type.rawValue)")
        }
        return operand.node
    }

    private func unexpected(_ expectation: String = "expected a value") -> ExpressionFault {
        let found =
            switch current.kind {
            case .text: "a text"
            case .number(let number): "\(number)"
            case .name(let word), .symbol(let word): "'\(word)'"
            case .end: "the end"
            }
        return ExpressionFault(position: current.position, message: "\(expectation), found \(found)")
    }
}
