/// JSON as zap writes it, optionally with a space after each colon and comma.
struct JSONText {
    var bytes: [UInt8] = []
    private var spaced: Bool

    init(spaced: Bool) {
        self.spaced = spaced
    }

    /// Appends text as it is.
    mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends the members of an object, without its braces.
    mutating func members(_ fields: LogFields) {
        for field in fields.all {
            separate()
            string(field.name)
            raw(spaced ? ": " : ":")
            value(field.value)
        }
    }

    /// Appends the comma that stands before an element, unless it is the first.
    mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["): break
        default: raw(spaced ? ", " : ",")
        }
    }

    private mutating func value(_ value: LogValue) {
        switch value {
        case .null: raw("null")
        case .bool(let value): raw(value ? "true" : "false")
        case .int(let value): raw(String(value))
        case .uint(let value): raw(String(value))
        case .double(let value): number(value)
        case .string(let value): string(value)
        case .array(let values): array(values)
        case .object(let fields):
            raw("{")
            members(fields)
            raw("}")
        case .compact(let value):
            let before = spaced
            spaced = false
            self.value(value)
            spaced = before
        }
    }

    private mutating func array(_ values: [LogValue]) {
        raw("[")
        for value in values {
            separate()
            self.value(value)
        }
        raw("]")
    }

    /// What JSON has no number for is a string, with zap's words.
    private mutating func number(_ value: Double) {
        if value.isNaN {
            raw("\"NaN\"")
        } else if value.isInfinite {
            raw(value < 0 ? "\"-Inf\"" : "\"+Inf\"")
        } else if value.rounded() == value && value.magnitude < 0x1p53 {
            raw(value.sign == .minus && value == 0 ? "-0" : String(Int64(value)))
        } else {
            raw(String(value))
        }
    }

    private mutating func string(_ text: String) {
        raw("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case UInt8(ascii: "\n"): raw("\\n")
            case UInt8(ascii: "\r"): raw("\\r")
            case UInt8(ascii: "\t"): raw("\\t")
            case 0..<0x20: raw("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        raw("\"")
    }
}
