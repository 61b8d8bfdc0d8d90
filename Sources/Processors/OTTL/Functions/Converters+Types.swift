import Glibc
import MetricCore

extension Converter {
    /// What a value is, and what can be made of it.
    static let types: [Converter] = [
        Converter("Int", .intLike("target")) { $0.map(OTTLValue.int) ?? .null },
        Converter("Double", .doubleLike("target")) { $0.map(OTTLValue.double) ?? .null },
        Converter("Bool", .boolLike("target")) { $0.map(OTTLValue.bool) ?? .null },
        Converter("String", .stringLike("target")) { $0.map(OTTLValue.string) ?? .null },
        Converter("ParseInt", .string("target"), .int("base")) { text, base throws(EvaluationError) in
            guard !text.isEmpty else { throw .failed("target of ParseInt cannot be empty") }
            return .int(try GoNumber.int(text, base: base))
        },
        Converter("Log", .doubleLike("target")) { number throws(EvaluationError) in
            guard let number else { throw .wrongType(expected: "number", found: "nil") }
            guard number > 0 else { throw .failed("the logarithm of \(number) is no number") }
            return .double(Glibc.log(number))
        },
        Converter("IsString", .probe(.string("target"))) { .bool($0.typeName == "string") },
        Converter("IsInt", .probe(.int("target"))) { .bool($0.typeName == "int") },
        Converter("IsDouble", .probe(.double("target"))) { .bool($0.typeName == "double") },
        Converter("IsBool", .probe(.bool("target"))) { .bool($0.typeName == "bool") },
        Converter("IsMap", .probe(.map("target"))) { .bool($0.typeName == "map") },
        Converter("IsList", .any("target")) { value in
            if case .opaque = value { return .bool(true) }
            return .bool(value.elements != nil)
        },
        Converter("IsEmpty", .any("target")) { .bool($0.isEmpty) },
        Converter("IsValidLuhn", .stringLike("target")) { .bool(Luhn.isValid($0 ?? "")) },
    ]
}

extension OTTLValue {
    /// Whether the value is the zero of its type.
    fileprivate var isEmpty: Bool {
        switch self {
        case .null: true
        case .bool(let bool): !bool
        case .int(let int): int == 0
        case .double(let double): double == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .map(let attributes): attributes.isEmpty
        case .list, .strings, .counts, .doubles: elements?.isEmpty ?? true
        case .opaque(let value): value.count == 0
        case .time, .duration, .values, .function: false
        }
    }
}

/// The check digit of card numbers.
private enum Luhn {
    /// Whether the digits of a text, between which spaces may stand, end in their check digit.
    static func isValid(_ text: String) -> Bool {
        let digits = text.utf8.filter { $0 != UInt8(ascii: " ") }.map { Int($0) - 48 }
        guard !digits.isEmpty, digits.allSatisfy((0...9).contains) else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, item in
            let doubled = item.offset.isMultiple(of: 2) ? item.element : 2 * item.element
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum.isMultiple(of: 10)
    }
}
