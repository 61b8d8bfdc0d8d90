import MetricCore

/// Numbers as Go's `strconv` reads and writes them.
enum GoNumber {
    /// Reads a whole number. In base 0 the prefixes `0x`, `0o`, `0b` and `0` choose the base, and underscores may stand
    /// between digits.
    static func int(_ text: String, base: Int64 = 10) throws(EvaluationError) -> Int64 {
        var digits = Array(text.utf8)
        let sign = digits.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") ? [$0] : [] } ?? []
        digits.removeFirst(sign.count)
        var radix = base
        if base == 0 {
            guard hasUnderscoresBetweenDigits(digits) else { throw .unreadable(text, as: "int") }
            radix = takePrefix(&digits)
            digits.removeAll { $0 == UInt8(ascii: "_") }
        }
        guard let radix = Int(exactly: radix), (2...36).contains(radix) else {
            throw .failed("\(base) is no base of numbers; 0 and 2 to 36 are")
        }
        guard !digits.isEmpty, digits.allSatisfy({ digitValue($0).map { $0 < radix } ?? false }) else {
            throw .unreadable(text, as: "int")
        }
        guard let value = Int64(String(decoding: sign + digits, as: UTF8.self), radix: radix) else {
            throw .outOfRange(text)
        }
        return value
    }

    /// Reads a number with a fraction, also `inf`, `nan` and hexadecimal ones with an exponent.
    static func double(_ text: String) throws(EvaluationError) -> Double {
        guard let value = Double(goText: text) else { throw .unreadable(text, as: "double") }
        return value
    }

    /// Writes a finite number with as many digits as needed; an exponent, from 1e+21 on and below 1e-06, has two digits
    /// at least.
    static func text(_ value: Double) -> String {
        var buffer = TextBuffer()
        buffer.append(value, as: .attribute)
        let text = buffer.text
        guard let sign = text.utf8.lastIndex(of: UInt8(ascii: "e")),
            text.utf8.distance(from: sign, to: text.endIndex) == 3
        else { return text }
        return "\(text.dropLast())0\(text.suffix(1))"
    }

    // MARK: - Digits

    /// What a digit or letter of either case stands for in bases up to 36.
    private static func digitValue(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// Takes the prefix that names a base off the digits.
    private static func takePrefix(_ digits: inout [UInt8]) -> Int64 {
        guard digits.count > 1, digits[0] == UInt8(ascii: "0") else { return 10 }
        let base: Int64 =
            switch digits[1] | 0x20 {
            case UInt8(ascii: "x"): 16
            case UInt8(ascii: "o"): 8
            case UInt8(ascii: "b"): 2
            default: 0
            }
        digits.removeFirst(base == 0 ? 1 : 2)
        return base == 0 ? 8 : base
    }

    /// Whether each underscore has a digit, or the prefix of a base, before it and a digit behind it.
    private static func hasUnderscoresBetweenDigits(_ digits: [UInt8]) -> Bool {
        digits.indices.allSatisfy { index in
            guard digits[index] == UInt8(ascii: "_") else { return true }
            guard index > 0, index + 1 < digits.count else { return false }
            return digitValue(digits[index - 1]) != nil && digitValue(digits[index + 1]) != nil
        }
    }
}
