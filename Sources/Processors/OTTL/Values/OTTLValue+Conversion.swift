import MetricCore

/// The conversions of `Int`, `Double`, `Bool`, `String`, and of parameters that take whatever can be converted. `nil`
/// stays nil in all of them.
extension OTTLValue {
    /// The value as an int; doubles are cut, and what doesn't fit becomes the least int, as Go has it on amd64.
    func asInt() throws(EvaluationError) -> Int64? {
        switch self {
        case .null: nil
        case .int(let int): int
        case .double(let double): Int64(exactly: double.rounded(.towardZero)) ?? .min
        case .bool(let bool): bool ? 1 : 0
        case .string(let text): try GoNumber.int(text)
        default: throw .unsupportedType(typeName)
        }
    }

    /// The value as a double.
    func asDouble() throws(EvaluationError) -> Double? {
        switch self {
        case .null: nil
        case .int(let int): Double(int)
        case .double(let double): double
        case .bool(let bool): bool ? 1 : 0
        case .string(let text): try GoNumber.double(text)
        default: throw .unsupportedType(typeName)
        }
    }

    /// The value as a bool: numbers but zero are true, texts as Go spells them.
    func asBool() throws(EvaluationError) -> Bool? {
        switch self {
        case .null: nil
        case .int(let int): int != 0
        case .double(let double): double != 0
        case .bool(let bool): bool
        case .string(let text):
            switch text {
            case "1", "t", "T", "TRUE", "true", "True": true
            case "0", "f", "F", "FALSE", "false", "False": false
            default: throw .unreadable(text, as: "bool")
            }
        default: throw .unsupportedType(typeName)
        }
    }

    /// The value as text: bytes as hexadecimal digits, lists and maps as JSON.
    func asText() throws(EvaluationError) -> String? {
        switch self {
        case .null: return nil
        case .string(let text): return text
        case .bool(let bool): return bool ? "true" : "false"
        case .int(let int), .duration(let int): return String(int)
        case .double(let double):
            guard double.isFinite else { throw .unsupportedType("\(typeName) \(double)") }
            return GoNumber.text(double)
        case .bytes(let bytes): return bytes.hexadecimal
        case .time(let time): return "\"\(time.rfc3339)\""
        case .list, .map, .strings, .doubles:
            guard let value = attributeValue else { throw .unsupportedType(typeName) }
            return value.text
        case .counts(let counts): return "[\(counts.map { String($0) }.joined(separator: ","))]"
        case .opaque, .values, .function: throw .unsupportedType(typeName)
        }
    }

    /// The value's bytes: numbers in eight, the highest first.
    func asBytes() throws(EvaluationError) -> [UInt8]? {
        switch self {
        case .null: nil
        case .bytes(let bytes): bytes
        case .string(let text): Array(text.utf8)
        case .bool(let bool): [bool ? 1 : 0]
        case .int(let int): UInt64(bitPattern: int).bigEndianBytes
        case .double(let double): double.bitPattern.bigEndianBytes
        default: throw .unsupportedType(typeName)
        }
    }
}

extension FixedWidthInteger {
    /// The number's bytes, the highest first.
    var bigEndianBytes: [UInt8] {
        (0..<bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
    }

    /// The number's bytes, the lowest first.
    var littleEndianBytes: [UInt8] { bigEndianBytes.reversed() }
}

extension [UInt8] {
    /// Two small hexadecimal digits for each byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
