/// Takes the text of a statement apart into words.
struct Lexer {
    private let text: [UInt8]
    private var offset = 0

    /// The most bytes that a statement may have.
    static let lengthLimit = 65_536

    private init(_ text: [UInt8]) {
        self.text = text
    }

    /// The words of a text, and `.end` behind them.
    static func tokens(of text: String) throws(SyntaxError) -> [Token] {
        let text = Array(text.utf8)
        guard text.count <= lengthLimit else {
            throw SyntaxError(problem: .tooLong(limit: lengthLimit), offset: lengthLimit)
        }
        var lexer = Lexer(text)
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(Token(kind: .end, range: text.count..<text.count))
        return tokens
    }

    private mutating func next() throws(SyntaxError) -> Token? {
        while let byte = peek(), isSpace(byte) { offset += 1 }
        guard let byte = peek() else { return nil }
        let start = offset
        let kind: Token.Kind =
            switch byte {
            case UInt8(ascii: "\""): .string(try string())
            case UInt8(ascii: "0") where peek(1) == UInt8(ascii: "x") && peek(2).flatMap(hexadecimalDigit) != nil:
                .bytes(try bytes())
            case _ where isDigit(byte) || byte == UInt8(ascii: ".") && peek(1).map(isDigit) == true: try number()
            case _ where isLetter(byte): word()
            default: try punctuation(byte)
            }
        return Token(kind: kind, range: start..<offset)
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        offset + distance < text.count ? text[offset + distance] : nil
    }

    private func written(from start: Int) -> String {
        String(decoding: text[start..<offset], as: UTF8.self)
    }

    // MARK: - Words and numbers

    private mutating func word() -> Token.Kind {
        let start = offset
        while let byte = peek(), isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") { offset += 1 }
        let letters = text[start..<offset]
        let word = written(from: start)
        switch word {
        case "and": return .and
        case "or": return .or
        case "not": return .not
        case "true": return .bool(true)
        case "false": return .bool(false)
        case _ where !letters.contains(where: isCapital): return .name(word)
        case _ where isCapital(letters[start]) && !letters.contains(where: isSmall): return .symbol(word)
        default: return .mixedName(word)
        }
    }

    /// Digits; with a point among, before or behind them a double, which alone may have an exponent.
    private mutating func number() throws(SyntaxError) -> Token.Kind {
        let start = offset
        skipDigits()
        guard peek() == UInt8(ascii: ".") else {
            let digits = written(from: start)
            guard let value = Int64(digits) else {
                throw SyntaxError(problem: .numberTooLarge(digits), offset: start)
            }
            return .int(value)
        }
        offset += 1
        skipDigits()
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") { skipExponent() }
        let digits = written(from: start)
        guard let value = Double(digits), value.isFinite else {
            throw SyntaxError(problem: .numberTooLarge(digits), offset: start)
        }
        return .double(value)
    }

    private mutating func skipDigits() {
        while let byte = peek(), isDigit(byte) { offset += 1 }
    }

    /// Passes over an exponent, if there is a whole one.
    private mutating func skipExponent() {
        let hasSign = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
        guard let digit = peek(hasSign ? 2 : 1), isDigit(digit) else { return }
        offset += hasSign ? 2 : 1
        skipDigits()
    }

    private mutating func bytes() throws(SyntaxError) -> [UInt8] {
        let start = offset
        offset += 2
        var digits: [UInt8] = []
        while let digit = peek().flatMap(hexadecimalDigit) {
            digits.append(digit)
            offset += 1
        }
        guard digits.count.isMultiple(of: 2) else { throw SyntaxError(problem: .oddBytes, offset: start) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    // MARK: - Strings

    /// A string in Go's syntax. Its escapes can make bytes that are no UTF-8, which become U+FFFD.
    private mutating func string() throws(SyntaxError) -> String {
        let start = offset
        offset += 1
        var content: [UInt8] = []
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try escape(&content, in: start)
            case UInt8(ascii: "\n"):
                throw SyntaxError(problem: .badEscape("line break"), offset: offset)
            default:
                content.append(byte)
                offset += 1
            }
        }
        throw SyntaxError(problem: .unterminatedString, offset: start)
    }

    private mutating func escape(_ content: inout [UInt8], in start: Int) throws(SyntaxError) {
        guard let letter = peek(1) else { throw SyntaxError(problem: .unterminatedString, offset: start) }
        if let byte = escapes[letter] {
            content.append(byte)
            offset += 2
            return
        }
        let (digitCount, base, first): (Int, UInt32, Int) =
            switch letter {
            case UInt8(ascii: "x"): (2, 16, 2)
            case UInt8(ascii: "u"): (4, 16, 2)
            case UInt8(ascii: "U"): (8, 16, 2)
            default: (3, 8, 1)
            }
        var value: UInt32? = 0
        for position in first..<first + digitCount {
            guard let digit = peek(position).flatMap(hexadecimalDigit), digit < base else {
                value = nil
                break
            }
            // Eight digits of four bits fit.
            value = value.map { $0 &* base &+ UInt32(digit) }
        }
        let isCharacter = digitCount > 3
        guard let value, isCharacter ? Unicode.Scalar(value) != nil : value < 256 else {
            let shown = text[offset..<min(offset + first + digitCount, text.count)]
            throw SyntaxError(problem: .badEscape(String(decoding: shown.prefix(2), as: UTF8.self)), offset: offset)
        }
        offset += first + digitCount
        if isCharacter, let scalar = Unicode.Scalar(value) {
            content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            content.append(UInt8(truncatingIfNeeded: value))
        }
    }

    // MARK: - Signs

    private mutating func punctuation(_ byte: UInt8) throws(SyntaxError) -> Token.Kind {
        if peek(1) == UInt8(ascii: "="), let comparison = comparisons[byte] {
            offset += 2
            return .comparison(comparison)
        }
        if let kind = signs[byte] {
            offset += 1
            return kind
        }
        let rest = String(decoding: text[offset...].prefix(4), as: UTF8.self)
        throw SyntaxError(problem: .unknownCharacter(rest.unicodeScalars.first.map { "\($0)" } ?? ""), offset: offset)
    }
}

private let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
    UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "\""): UInt8(ascii: "\""),
]

/// What a sign means with an equals sign behind it.
private let comparisons: [UInt8: ComparisonOperator] = [
    UInt8(ascii: "="): .equal, UInt8(ascii: "!"): .notEqual, UInt8(ascii: "<"): .lessOrEqual,
    UInt8(ascii: ">"): .greaterOrEqual,
]

private let signs: [UInt8: Token.Kind] = [
    UInt8(ascii: "<"): .comparison(.less), UInt8(ascii: ">"): .comparison(.greater), UInt8(ascii: "="): .equal,
    UInt8(ascii: "+"): .arithmetic(.add), UInt8(ascii: "-"): .arithmetic(.subtract),
    UInt8(ascii: "*"): .arithmetic(.multiply), UInt8(ascii: "/"): .arithmetic(.divide),
    UInt8(ascii: ","): .comma, UInt8(ascii: "."): .dot, UInt8(ascii: ":"): .colon,
    UInt8(ascii: "("): .openParenthesis, UInt8(ascii: ")"): .closeParenthesis,
    UInt8(ascii: "["): .openBracket, UInt8(ascii: "]"): .closeBracket,
    UInt8(ascii: "{"): .openBrace, UInt8(ascii: "}"): .closeBrace,
]

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) && byte != 11 }
private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
private func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
private func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
private func isLetter(_ byte: UInt8) -> Bool { isCapital(byte) || isSmall(byte) }

/// What a digit of either case stands for; nil if it is none.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
