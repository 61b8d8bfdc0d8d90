/// Takes an expression of the legacy filter apart into its words.
struct ExpressionLexer {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    /// The words of an expression, of which the last is its end.
    static func tokens(of text: String) throws(ExpressionFault) -> [ExpressionToken] {
        var lexer = ExpressionLexer(scalars: Array(text.unicodeScalars))
        var tokens: [ExpressionToken] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private static let symbols = [
        "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "?", ":", "(", ")", "[", "]", ",", "-", "+",
    ]

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func next() throws(ExpressionFault) -> ExpressionToken {
        while current?.properties.isWhitespace == true { index += 1 }
        let position = index + 1
        func token(_ kind: ExpressionToken.Kind) -> ExpressionToken {
            ExpressionToken(kind: kind, position: position)
        }
        guard let first = current else { return token(.end) }
        if first.isLetter { return token(.name(takeWhile { $0.isLetter || $0.isDigit })) }
        if first.isDigit || first == "." { return token(.number(try takeNumber())) }
        if first == "\"" || first == "'" || first == "`" { return token(.text(try takeText(in: first))) }
        for symbol in Self.symbols where scalars[index...].starts(with: symbol.unicodeScalars) {
            index += symbol.unicodeScalars.count
            return token(.symbol(symbol))
        }
        throw ExpressionFault(position: position, message: "unexpected '\(first)'")
    }

    private mutating func takeWhile(_ belongs: (Unicode.Scalar) -> Bool) -> String {
        var taken = String.UnicodeScalarView()
        while let scalar = current, belongs(scalar) {
            taken.append(scalar)
            index += 1
        }
        return String(taken)
    }

    private mutating func takeNumber() throws(ExpressionFault) -> Double {
        let position = index + 1
        var text = takeWhile { $0.isLetter || $0.isDigit || $0 == "." }
        // The sign of an exponent.
        if text.last == "e" || text.last == "E", !text.hasPrefix("0x"), current == "-" || current == "+" {
            text += takeWhile { $0 == "-" || $0 == "+" } + takeWhile(\.isDigit)
        }
        let whole = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16).map { Double($0) } : nil
        guard let number = whole ?? Double(goText: text) else {
            throw ExpressionFault(position: position, message: "\(text) is no number")
        }
        return number
    }

    /// Takes a text behind its opening quote, up to the closing one. One in backticks has no escapes.
    private mutating func takeText(in quote: Unicode.Scalar) throws(ExpressionFault) -> String {
        let position = index + 1
        index += 1
        var text = String.UnicodeScalarView()
        while let scalar = current {
            index += 1
            if scalar == quote { return String(text) }
            text.append(scalar == "\\" && quote != "`" ? try takeEscape() : scalar)
        }
        throw ExpressionFault(position: position, message: "the text has no closing \(quote)")
    }

    /// Takes what stands behind a backslash.
    private mutating func takeEscape() throws(ExpressionFault) -> Unicode.Scalar {
        let position = index
        let letter = current
        index += 1
        switch letter {
        case "\\", "\"", "'", "`": return letter ?? "\\"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "a": return "\u{7}"
        case "b": return "\u{8}"
        case "f": return "\u{c}"
        case "v": return "\u{b}"
        case "x": return try takeCode(digits: 2, from: position)
        case "u": return try takeCode(digits: 4, from: position)
        case "U": return try takeCode(digits: 8, from: position)
        default: throw ExpressionFault(position: position, message: "a backslash is written twice in a text")
        }
    }

    private mutating func takeCode(digits count: Int, from position: Int) throws(ExpressionFault) -> Unicode.Scalar {
        var digits = String.UnicodeScalarView()
        while digits.count < count, let scalar = current, scalar.properties.isASCIIHexDigit {
            digits.append(scalar)
            index += 1
        }
        guard digits.count == count, let scalar = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init) else {
            throw ExpressionFault(position: position, message: "no character has this code")
        }
        return scalar
    }
}

extension Unicode.Scalar {
    fileprivate var isLetter: Bool { self == "_" || properties.isAlphabetic }
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
