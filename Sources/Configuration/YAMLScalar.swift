/// What a scalar of YAML is by the rules of go-yaml version 3, which otelcol reads with.
enum YAMLScalar {
    /// The value of a scalar without quotes, whose text decides what it is.
    static func value(ofPlain text: String) -> ConfigNode.Value {
        if let known = words[text] { return known }
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            return YAMLTimestamp.matches(text) ? .timestamp(text) : number(text.filter { $0 != "_" }) ?? .string(text)
        case UInt8(ascii: "."): return number(text) ?? .string(text)
        default: return .string(text)
        }
    }

    /// The value of a scalar with one of YAML's own tags (`!!int "5"`), nil if it can't be that, and
    /// the text itself for any other tag.
    static func value(of text: String, tag: String) -> ConfigNode.Value? {
        let prefix = "tag:yaml.org,2002:"
        guard tag.hasPrefix(prefix) else { return .string(text) }
        let plain = value(ofPlain: text)
        switch (tag.dropFirst(prefix.count), plain) {
        case ("null", .null), ("bool", .bool), ("int", .int), ("int", .unsigned), ("float", .double),
            ("timestamp", .timestamp):
            return plain
        case ("float", .int(let number)): return .double(Double(number))
        case ("null", _), ("bool", _), ("int", _), ("float", _), ("timestamp", _): return nil
        case ("binary", _):
            // Base64 stands in several lines as a rule.
            let bytes = Base64.decode(text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
            return bytes.map { .string(String(decoding: $0, as: UTF8.self)) }
        default: return .string(text)
        }
    }

    private static let words: [String: ConfigNode.Value] = [
        "": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null,
        "true": .bool(true), "True": .bool(true), "TRUE": .bool(true),
        "false": .bool(false), "False": .bool(false), "FALSE": .bool(false),
        ".nan": .double(.nan), ".NaN": .double(.nan), ".NAN": .double(.nan),
        ".inf": .double(.infinity), ".Inf": .double(.infinity), ".INF": .double(.infinity),
        "+.inf": .double(.infinity), "+.Inf": .double(.infinity), "+.INF": .double(.infinity),
        "-.inf": .double(-.infinity), "-.Inf": .double(-.infinity), "-.INF": .double(-.infinity),
    ]

    private static func number(_ text: String) -> ConfigNode.Value? {
        let isNegative = text.first == "-"
        let isSigned = isNegative || text.first == "+"
        let unsigned = isSigned ? text.dropFirst() : text[...]
        if let magnitude = wholeNumber(unsigned) {
            if isNegative, magnitude == Int64.min.magnitude { return .int(.min) }
            if let number = Int64(exactly: magnitude) { return .int(isNegative ? -number : number) }
            // With a sign only numbers of 63 bits are whole.
            if !isSigned { return .unsigned(magnitude) }
        }
        guard isDecimal(unsigned), let number = Double(text), number.isFinite else { return nil }
        return .double(number)
    }

    /// Reads a whole number: 0x, 0o and 0b tell the base, and so does a leading zero.
    private static func wholeNumber(_ text: Substring) -> UInt64? {
        guard text.utf8.first == UInt8(ascii: "0"), text.utf8.count > 1 else { return digits(text, base: 10) }
        switch text.prefix(2).lowercased() {
        case "0x": return digits(text.dropFirst(2), base: 16)
        case "0o": return digits(text.dropFirst(2), base: 8)
        case "0b": return digits(text.dropFirst(2), base: 2)
        default: return digits(text, base: 8)
        }
    }

    /// The number that digits alone make: no sign, no space.
    private static func digits(_ text: Substring, base: Int) -> UInt64? {
        guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return UInt64(text, radix: base)
    }

    /// Tells whether a text is a decimal number: digits with a point and an exponent, if any.
    private static func isDecimal(_ text: Substring) -> Bool {
        var rest = text.utf8[...]
        let whole = dropDigits(&rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = dropDigits(&rest)
        }
        guard whole + fraction > 0 else { return false }
        guard let letter = rest.first else { return true }
        guard letter | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return dropDigits(&rest) > 0 && rest.isEmpty
    }

    private static func dropDigits(_ rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix(while: isDigit)
        rest = rest.dropFirst(digits.count)
        return digits.count
    }
}
