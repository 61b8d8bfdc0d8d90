/// What a scalar of YAML is by the rules of go-yaml version 3, which otelcol reads with.
enum YAMLScalar {
    /// The value of a scalar without quotes, whose text decides what it is.
    ///
    /// Text that looks like a time stays text.
    static func value(ofPlain text: String) -> ConfigNode.Value {
        if let known = words[text] { return known }
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text.filter { $0 != "_" }) ?? .string(text)
        default:
            return .string(text)
        }
    }

    /// The value of a scalar with one of YAML's own tags (`!!int "5"`), nil if it can't be that, and
    /// the text itself for any other tag.
    static func value(of text: String, tag: String) -> ConfigNode.Value? {
        let plain = value(ofPlain: text)
        switch (tag, plain) {
        case ("tag:yaml.org,2002:null", .null), ("tag:yaml.org,2002:bool", .bool): return plain
        case ("tag:yaml.org,2002:int", .int), ("tag:yaml.org,2002:int", .unsigned): return plain
        case ("tag:yaml.org,2002:float", .double): return plain
        case ("tag:yaml.org,2002:float", .int(let number)): return .double(Double(number))
        case ("tag:yaml.org,2002:null", _), ("tag:yaml.org,2002:bool", _), ("tag:yaml.org,2002:int", _),
            ("tag:yaml.org,2002:float", _), ("tag:yaml.org,2002:binary", _):
            return nil
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
        let unsigned = isNegative || text.first == "+" ? text.dropFirst() : text[...]
        if let magnitude = wholeNumber(unsigned) {
            guard isNegative else {
                return Int64(exactly: magnitude).map { .int($0) } ?? .unsigned(magnitude)
            }
            if magnitude <= UInt64(Int64.max) { return .int(-Int64(magnitude)) }
            if magnitude == UInt64(Int64.max) + 1 { return .int(.min) }
        }
        return isDecimal(unsigned) ? Double(text).map { .double($0) } : nil
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
