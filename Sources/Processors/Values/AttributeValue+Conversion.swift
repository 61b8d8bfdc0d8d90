internal import MetricCore

extension AttributeValue {
    /// What an attribute can be made of another type.
    enum Conversion: Equatable, Sendable {
        case int
        case double
        case string
    }

    /// The value as one of that type, as otelcol converts it; the value itself where that can't be.
    func converted(to conversion: Conversion) -> AttributeValue {
        switch conversion {
        case .int: asInt.map { .int($0) } ?? self
        case .double: asDouble.map { .double($0) } ?? self
        case .string: .string(text)
        }
    }

    /// The value as a whole number: of a double what is before its point, of a text its decimal digits.
    private var asInt: Int64? {
        switch self {
        case .int(let number): number
        // What a double beyond 64 bits, or one that is no number, becomes on the machines that otelcol runs on.
        case .double(let number): Int64(exactly: number.rounded(.towardZero)) ?? .min
        case .bool(let flag): flag ? 1 : 0
        case .string(let text): Int64(text)
        case .empty, .bytes, .array, .map: nil
        }
    }

    private var asDouble: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        case .bool(let flag): flag ? 1 : 0
        case .string(let text): Double(goText: text)
        case .empty, .bytes, .array, .map: nil
        }
    }

    /// The value's SHA-256 in hexadecimal digits: of a text's UTF-8, of a number's eight bytes, the lowest first, or of
    /// a byte 1 or 0. What has no such bytes becomes the empty text.
    var hashed: AttributeValue {
        switch self {
        case .string(let text): .string(Hashes.sha256(text).hexadecimal)
        case .int(let number): .string(Hashes.sha256(number.littleEndianBytes).hexadecimal)
        case .double(let number): .string(Hashes.sha256(number.bitPattern.littleEndianBytes).hexadecimal)
        case .bool(let flag): .string(Hashes.sha256([flag ? 1 : 0]).hexadecimal)
        case .empty, .bytes, .array, .map: .string("")
        }
    }
}
