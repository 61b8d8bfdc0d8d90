extension Parser {
    /// A value: a literal, or a number of several.
    mutating func value() throws(SyntaxError) -> ValueExpression {
        try nested { parser throws(SyntaxError) in
            if let literal = try parser.literal() { return literal }
            return try parser.arithmetic()
        }
    }

    /// What can't be part of a sum; nil if something else stands here.
    private mutating func literal() throws(SyntaxError) -> ValueExpression? {
        let start = token.range.lowerBound
        let kind: ValueExpression.Kind
        switch token.kind {
        case .name("nil"): kind = .null
        case .string(let value): kind = .string(value)
        case .bytes(let value): kind = .bytes(value)
        case .bool(let value): kind = .bool(value)
        case .symbol(let name) where !isCall: kind = .symbol(name)
        case .openBracket: return ValueExpression(kind: .list(try list()), range: start..<end)
        case .openBrace: return ValueExpression(kind: .map(try map()), range: start..<end)
        default: return nil
        }
        advance()
        return ValueExpression(kind: kind, range: start..<end)
    }

    /// Whether the word is a function's name and its arguments follow.
    private var isCall: Bool {
        position + 1 < tokens.count && tokens[position + 1].kind == .openParenthesis
    }

    /// Where the last word that was taken ends.
    private var end: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

    // MARK: - Numbers

    private mutating func arithmetic() throws(SyntaxError) -> ValueExpression {
        try chain(isMultiplicative: false) { parser throws(SyntaxError) in
            try parser.chain(isMultiplicative: true) { parser throws(SyntaxError) in try parser.operand() }
        }
    }

    private mutating func chain(
        isMultiplicative: Bool, _ next: (inout Parser) throws(SyntaxError) -> ValueExpression
    ) throws(SyntaxError) -> ValueExpression {
        let start = token.range.lowerBound
        let first = try next(&self)
        var operations: [ValueExpression.Operation] = []
        while case .arithmetic(let sign) = token.kind, sign.isMultiplicative == isMultiplicative {
            advance()
            operations.append(ValueExpression.Operation(arithmetic: sign, operand: try next(&self)))
        }
        return operations.isEmpty ? first : ValueExpression(kind: .arithmetic(first, operations), range: start..<end)
    }

    private mutating func operand() throws(SyntaxError) -> ValueExpression {
        let start = token.range.lowerBound
        if take(.arithmetic(.subtract)) {
            let operand = try unsignedOperand()
            return ValueExpression(kind: .negation(operand), range: start..<end)
        }
        _ = take(.arithmetic(.add))
        return try unsignedOperand()
    }

    private mutating func unsignedOperand() throws(SyntaxError) -> ValueExpression {
        let start = token.range.lowerBound
        let kind: ValueExpression.Kind
        switch token.kind {
        case .int(let value):
            advance()
            kind = .int(value)
        case .double(let value):
            advance()
            kind = .double(value)
        case .openParenthesis:
            advance()
            let inner = try nested { parser throws(SyntaxError) in try parser.arithmetic() }
            try expect(.closeParenthesis, "an operator or `)`")
            return inner
        case .symbol(let name) where isCall, .mixedName(let name) where isCall:
            guard token.kind.editorName == nil else {
                throw SyntaxError(problem: .editorAsValue(name), offset: token.range.lowerBound)
            }
            kind = .call(try call(name, allowsKeys: true))
        case .name(let name) where isCall:
            throw SyntaxError(problem: .editorAsValue(name), offset: token.range.lowerBound)
        case .name: kind = .path(try path())
        default: throw unexpected("a value")
        }
        return ValueExpression(kind: kind, range: start..<end)
    }

    // MARK: - Lists and maps

    private mutating func list() throws(SyntaxError) -> [ValueExpression] {
        advance()
        var values: [ValueExpression] = []
        if take(.closeBracket) { return values }
        repeat { values.append(try value()) } while take(.comma)
        try expect(.closeBracket, "`,` or `]`")
        return values
    }

    /// A map, between whose items commas may be left out.
    private mutating func map() throws(SyntaxError) -> [ValueExpression.MapItem] {
        advance()
        var items: [ValueExpression.MapItem] = []
        while case .string(let key) = token.kind {
            advance()
            try expect(.colon, "`:`")
            items.append(ValueExpression.MapItem(key: key, value: try value()))
            _ = take(.comma)
        }
        try expect(.closeBrace, "a key in quotes or `}`")
        return items
    }

    // MARK: - Paths, keys and calls

    private mutating func path() throws(SyntaxError) -> Path {
        let start = token.range.lowerBound
        var fields: [Path.Field] = []
        repeat {
            let fieldStart = token.range.lowerBound
            guard case .name(let name) = token.kind else { throw unexpected("a field's name in small letters") }
            advance()
            let keys = try keys()
            fields.append(Path.Field(name: name, keys: keys, range: fieldStart..<end))
        } while take(.dot)
        return Path(fields: fields, range: start..<end)
    }

    private mutating func keys() throws(SyntaxError) -> [Key] {
        var keys: [Key] = []
        while token.kind == .openBracket {
            let start = token.range.lowerBound
            advance()
            let kind = try nested { parser throws(SyntaxError) in try parser.key() }
            try expect(.closeBracket, "`]`")
            keys.append(Key(kind: kind, range: start..<end))
        }
        return keys
    }

    private mutating func key() throws(SyntaxError) -> Key.Kind {
        switch token.kind {
        case .string(let key):
            advance()
            return .string(key)
        case .int(let index):
            // A sum may be a key, but not one that begins with a number.
            advance()
            return .int(index)
        case .name("nil"), .double: throw unexpected("a key")
        default: return .expression(try arithmetic())
        }
    }

    /// A function's name and its arguments.
    mutating func call(_ name: String, allowsKeys: Bool) throws(SyntaxError) -> Call {
        let nameRange = token.range
        advance()
        try expect(.openParenthesis, "`(`")
        var arguments: [Call.Argument] = []
        if !take(.closeParenthesis) {
            repeat { arguments.append(try argument()) } while take(.comma)
            try expect(.closeParenthesis, "`,` or `)`")
        }
        return Call(
            name: name, arguments: arguments, keys: allowsKeys ? try keys() : [], nameRange: nameRange,
            range: nameRange.lowerBound..<end)
    }

    private mutating func argument() throws(SyntaxError) -> Call.Argument {
        let start = token.range.lowerBound
        var name: String?
        if let word = token.kind.editorName, tokens[position + 1].kind == .equal {
            name = word
            advance()
            advance()
        }
        if case .mixedName(let function) = token.kind, !isCall {
            advance()
            return Call.Argument(name: name, value: .function(function), range: start..<end)
        }
        return Call.Argument(name: name, value: .expression(try value()), range: start..<end)
    }
}

extension Token.Kind {
    /// A name that begins with a small letter, as those of editors and arguments do; nil if the word is none.
    var editorName: String? {
        switch self {
        case .name(let name): name
        case .mixedName(let name) where name.utf8.first.map { $0 >= UInt8(ascii: "a") } == true: name
        default: nil
        }
    }

    /// The word as an error shows it.
    var written: String {
        switch self {
        case .name(let name), .symbol(let name), .mixedName(let name): name
        case .string(let value): "\"\(value.prefix(20))\""
        case .bytes: "0x…"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .comparison(let comparison): comparison.rawValue
        case .arithmetic(let sign): sign.rawValue
        case .not: "not"
        case .and: "and"
        case .or: "or"
        case .equal: "="
        case .comma: ","
        case .dot: "."
        case .colon: ":"
        case .openParenthesis: "("
        case .closeParenthesis: ")"
        case .openBracket: "["
        case .closeBracket: "]"
        case .openBrace: "{"
        case .closeBrace: "}"
        case .end: ""
        }
    }
}
