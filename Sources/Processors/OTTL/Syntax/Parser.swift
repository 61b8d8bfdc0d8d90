/// Makes a tree of a statement's words.
///
/// The grammar is otelcol's. One word ahead decides everywhere, but for an opening parenthesis in a condition, which
/// is a number's if an operator stands behind the closing one.
struct Parser {
    var tokens: [Token]
    var position = 0
    var depth = 0
    /// The word behind each closing parenthesis, by its opening one.
    private let behindParenthesis: [Int: Token.Kind]

    /// How deep parentheses, lists, maps, calls and keys may stand in one another.
    static let depthLimit = 100

    init(_ text: String) throws(SyntaxError) {
        tokens = try Lexer.tokens(of: text)
        behindParenthesis = Self.matchParentheses(tokens)
    }

    private static func matchParentheses(_ tokens: [Token]) -> [Int: Token.Kind] {
        var open: [Int] = []
        var behind: [Int: Token.Kind] = [:]
        for (index, token) in tokens.enumerated() {
            if token.kind == .openParenthesis { open.append(index) }
            if token.kind == .closeParenthesis, let start = open.popLast() { behind[start] = tokens[index + 1].kind }
        }
        return behind
    }

    // MARK: - Words

    var token: Token { tokens[position] }

    /// Passes over the word. The last one, `.end`, stays.
    mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind, _ name: String) throws(SyntaxError) {
        guard take(kind) else { throw unexpected(name) }
    }

    /// The error that `expected` isn't here.
    func unexpected(_ expected: String) -> SyntaxError {
        SyntaxError(
            problem: .unexpected(found: token.kind == .end ? nil : token.kind.written, expected: expected),
            offset: token.range.lowerBound)
    }

    /// Runs `parse` one level deeper.
    mutating func nested<Result>(
        _ parse: (inout Parser) throws(SyntaxError) -> Result
    ) throws(SyntaxError) -> Result {
        guard depth < Self.depthLimit else {
            throw SyntaxError(problem: .tooDeep(limit: Self.depthLimit), offset: token.range.lowerBound)
        }
        depth += 1
        defer { depth -= 1 }
        return try parse(&self)
    }

    // MARK: - Statements and conditions

    mutating func statement() throws(SyntaxError) -> (Call, BooleanExpression?) {
        guard let name = token.kind.editorName else { throw unexpected("a function such as set") }
        let editor = try call(name, allowsKeys: false)
        var condition: BooleanExpression?
        if take(.name("where")) { condition = try booleanExpression() }
        try expectEnd(condition == nil ? "`where` or the end" : "`and`, `or` or the end")
        return (editor, condition)
    }

    mutating func condition() throws(SyntaxError) -> BooleanExpression {
        let condition = try booleanExpression()
        try expectEnd("`and`, `or` or the end")
        return condition
    }

    mutating func expectEnd(_ expected: String) throws(SyntaxError) {
        guard token.kind == .end else { throw unexpected(expected) }
    }

    private mutating func booleanExpression() throws(SyntaxError) -> BooleanExpression {
        var terms = [try conjunction()]
        while take(.or) { terms.append(try conjunction()) }
        return terms.count == 1 ? terms[0] : .or(terms)
    }

    private mutating func conjunction() throws(SyntaxError) -> BooleanExpression {
        var factors = [try negation()]
        while take(.and) { factors.append(try negation()) }
        return factors.count == 1 ? factors[0] : .and(factors)
    }

    private mutating func negation() throws(SyntaxError) -> BooleanExpression {
        take(.not) ? .not(try booleanValue()) : try booleanValue()
    }

    private mutating func booleanValue() throws(SyntaxError) -> BooleanExpression {
        if token.kind == .openParenthesis, !isNumberInParentheses {
            advance()
            let inner = try nested { parser throws(SyntaxError) in try parser.booleanExpression() }
            try expect(.closeParenthesis, "`)`")
            return inner
        }
        let left = try value()
        if case .comparison(let comparison) = token.kind {
            advance()
            return .comparison(comparison, left, try value())
        }
        switch left.kind {
        case .bool(let value): return .constant(value)
        case .call(let call): return .call(call)
        default: throw unexpected("a comparison such as == or !=")
        }
    }

    private var isNumberInParentheses: Bool {
        switch behindParenthesis[position] {
        case .comparison, .arithmetic: true
        default: false
        }
    }
}

extension Statement {
    /// Reads a statement.
    public init(parsing text: String) throws(SyntaxError) {
        var parser = try Parser(text)
        (editor, condition) = try parser.statement()
        self.text = text
    }
}

extension Condition {
    /// Reads a condition.
    public init(parsing text: String) throws(SyntaxError) {
        var parser = try Parser(text)
        expression = try parser.condition()
        self.text = text
    }
}

extension ValueExpression {
    /// Reads an expression that has a value.
    init(parsing text: String) throws(SyntaxError) {
        var parser = try Parser(text)
        self = try parser.value()
        try parser.expectEnd("an operator or the end")
    }
}
