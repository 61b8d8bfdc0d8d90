import MetricCore

/// Text after a format, as Go's `fmt.Sprintf` makes it.
struct GoFormat {
    private let format: [Unicode.Scalar]
    private var position = 0
    private var values: ArraySlice<OTTLValue>
    private var result = String.UnicodeScalarView()

    /// The most characters that a width or precision may ask for.
    private static let widthLimit = 1000

    /// What stands between a percent sign and its letter.
    struct Directive {
        var flags: Set<Unicode.Scalar> = []
        var width: Int?
        var precision: Int?
    }

    /// The text of a format and its values. What doesn't go together is said in the text, as Go does.
    static func text(_ format: String, _ values: [OTTLValue]) -> String {
        var writer = GoFormat(format: Array(format.unicodeScalars), values: values[...])
        writer.write()
        return String(writer.result)
    }

    private mutating func write() {
        while position < format.count {
            let scalar = format[position]
            position += 1
            if scalar == "%" { writeDirective() } else { result.append(scalar) }
        }
        guard !values.isEmpty else { return }
        let extra = values.map { "\($0.goType)=\(Directive().plain($0))" }
        append("%!(EXTRA \(extra.joined(separator: ", ")))")
    }

    private mutating func append(_ text: String) {
        result.append(contentsOf: text.unicodeScalars)
    }

    private mutating func writeDirective() {
        var directive = Directive()
        while position < format.count, "+-# 0".unicodeScalars.contains(format[position]) {
            directive.flags.insert(format[position])
            position += 1
        }
        directive.width = number()
        if position < format.count, format[position] == "." {
            position += 1
            directive.precision = number() ?? 0
        }
        guard position < format.count else { return append("%!(NOVERB)") }
        let verb = format[position]
        position += 1
        if verb == "%" { return append("%") }
        guard let value = values.popFirst() else { return append("%!\(verb)(MISSING)") }
        append(directive.text(of: value, verb))
    }

    private mutating func number() -> Int? {
        var number: Int?
        while position < format.count, let digit = Int(String(format[position])), (0...9).contains(digit) {
            number = min((number ?? 0) * 10 + digit, Self.widthLimit)
            position += 1
        }
        return number
    }
}

extension GoFormat.Directive {
    /// A value as the letter `verb` writes it.
    func text(of value: OTTLValue, _ verb: Unicode.Scalar) -> String {
        switch (verb, value) {
        case ("v", .double(let double)): padded(number(double, "g"))
        case ("v", .int(let int)), ("d", .int(let int)): padded(number(int, base: 10))
        case ("v", _): padded(plain(value))
        case ("t", .bool(let bool)): padded(bool ? "true" : "false")
        case ("b", .int(let int)): padded(number(int, base: 2, prefix: "0b"))
        case ("o", .int(let int)): padded(number(int, base: 8, prefix: "0"))
        case ("O", .int(let int)): padded("0o" + number(int, base: 8))
        case ("x", .int(let int)): padded(number(int, base: 16, prefix: "0x"))
        case ("X", .int(let int)): padded(number(int, base: 16, prefix: "0x").uppercased())
        case ("c", .int(let int)): padded(character(int))
        case ("q", .int(let int)): padded("'\(character(int))'")
        case ("U", .int(let int)): padded("U+" + zeros(String(int, radix: 16).uppercased(), to: 4))
        case ("e", .double(let double)), ("E", .double(let double)), ("f", .double(let double)),
            ("F", .double(let double)), ("g", .double(let double)), ("G", .double(let double)):
            padded(number(double, Character(verb)))
        case ("s", .string(let text)): padded(cut(text))
        case ("s", .bytes(let bytes)): padded(cut(String(decoding: bytes, as: UTF8.self)))
        case ("q", .string(let text)): padded(AttributeValue.array([.string(cut(text))]).quoted)
        case ("x", .string(let text)): padded(Array(cut(text).utf8).hexadecimal)
        case ("X", .string(let text)): padded(Array(cut(text).utf8).hexadecimal.uppercased())
        case ("x", .bytes(let bytes)): padded(bytes.hexadecimal)
        case ("X", .bytes(let bytes)): padded(bytes.hexadecimal.uppercased())
        case (_, .null): "%!\(verb)(<nil>)"
        default: "%!\(verb)(\(value.goType)=\(GoFormat.Directive().plain(value)))"
        }
    }

    /// A value as it is written without any wishes. Lists and maps, of which otelcol writes addresses, are JSON.
    func plain(_ value: OTTLValue) -> String {
        switch value {
        case .null: "<nil>"
        case .string(let text): text
        case .double(let double): number(double, "g")
        case .duration(let duration): duration.goDuration
        case .time(let time): time.rfc3339
        default: (try? value.asText()) ?? value.typeName
        }
    }

    // MARK: - Numbers

    private func number(_ value: Int64, base: Int, prefix: String = "") -> String {
        var digits = String(value.magnitude, radix: base)
        if let precision { digits = zeros(digits, to: precision) }
        let sign = sign(isNegative: value < 0)
        let mark = flags.contains("#") ? prefix : ""
        if flags.contains("0"), !flags.contains("-"), precision == nil, let width {
            digits = zeros(digits, to: width - sign.count - mark.count)
        }
        return sign + mark + digits
    }

    private func sign(isNegative: Bool) -> String {
        isNegative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    }

    private func number(_ value: Double, _ verb: Character) -> String {
        guard value.isFinite else {
            return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf"
        }
        let sign = sign(isNegative: value.sign == .minus)
        var digits = GoDouble.text(ofMagnitude: value.magnitude, verb, precision: precision)
        if flags.contains("0"), !flags.contains("-"), let width { digits = zeros(digits, to: width - sign.count) }
        return sign + digits
    }

    private func zeros(_ digits: String, to width: Int) -> String {
        String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    // MARK: - Texts

    private func character(_ value: Int64) -> String {
        String(UInt32(exactly: value).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
    }

    private func cut(_ text: String) -> String {
        guard let precision else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
    }

    private func padded(_ text: String) -> String {
        guard let width else { return text }
        let spaces = String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
        return flags.contains("-") ? text + spaces : spaces + text
    }
}

extension AttributeValue {
    /// The only text of a list, in quotes.
    fileprivate var quoted: String { String(text.dropFirst().dropLast()) }
}

extension OTTLValue {
    /// What Go calls the value's type.
    fileprivate var goType: String {
        switch self {
        case .int: "int64"
        case .double: "float64"
        case .bytes: "[]uint8"
        case .null: "<nil>"
        default: typeName
        }
    }
}
