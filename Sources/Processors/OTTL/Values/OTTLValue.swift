import MetricCore

/// What an expression of the transformation language gives.
///
/// Lists and maps are those of attributes, so that reading an attribute copies nothing.
enum OTTLValue: Sendable {
    /// No value: `nil`, a key that isn't there, an attribute without a value.
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([AttributeValue])
    case map([Attribute])
    /// The list that `Split` gives, which otelcol tells from other lists when it compares.
    case strings([String])
    /// Bucket counts, which no attribute can hold.
    case counts([UInt64])
    /// Bounds of buckets.
    case doubles([Double])
    case time(OTTLTime)
    /// Nanoseconds.
    case duration(Int64)
    /// What can only be counted and handed on, such as the points of a metric.
    case opaque(OpaqueValue)
    /// What a list's elements are where a function takes those of any type.
    case values([OTTLValue])
    /// A function that another one is to call.
    case function(Converter)
}

/// A value that the language can't look into: data points, exemplars, quantiles.
class OpaqueValue: @unchecked Sendable {
    // Unchecked for the subclasses; each has constants only, and says so.

    /// How many elements it has.
    let count: Int
    /// What errors call it.
    let typeName: String

    init(count: Int, typeName: String) {
        self.count = count
        self.typeName = typeName
    }
}

extension OTTLValue {
    /// The value of an attribute.
    init(_ value: AttributeValue) {
        self =
            switch value {
            case .empty: .null
            case .string(let text): .string(text)
            case .bool(let bool): .bool(bool)
            case .int(let int): .int(int)
            case .double(let double): .double(double)
            case .bytes(let bytes): .bytes(bytes)
            case .array(let values): .list(values)
            case .map(let attributes): .map(attributes)
            }
    }

    /// The value as an attribute holds it; nil if none can.
    var attributeValue: AttributeValue? {
        switch self {
        case .null: .empty
        case .bool(let bool): .bool(bool)
        case .int(let int): .int(int)
        case .double(let double): .double(double)
        case .string(let text): .string(text)
        case .bytes(let bytes): .bytes(bytes)
        case .list(let values): .array(values)
        case .map(let attributes): .map(attributes)
        case .strings(let texts): .array(texts.map(AttributeValue.string))
        case .doubles(let doubles): .array(doubles.map(AttributeValue.double))
        case .counts, .time, .duration, .opaque, .values, .function: nil
        }
    }

    /// The elements of a list of any kind; nil if the value is no list.
    var elements: [AttributeValue]? {
        switch self {
        case .list(let values): values
        case .strings(let texts): texts.map(AttributeValue.string)
        case .doubles(let doubles): doubles.map(AttributeValue.double)
        case .counts(let counts): counts.map { .int(Int64(bitPattern: $0)) }
        default: nil
        }
    }

    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// What errors call the value's type.
    var typeName: String {
        switch self {
        case .null: "nil"
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .strings: "list of strings"
        case .counts: "list of counts"
        case .doubles: "list of doubles"
        case .time: "time"
        case .duration: "duration"
        case .opaque(let value): value.typeName
        case .values: "list"
        case .function: "function"
        }
    }
}
