/// A key and its value, as resources, scopes and data points carry them.
public struct Attribute: Sendable {
    /// The key; bad UTF-8 has been repaired.
    public var key: String
    /// The value.
    public var value: AttributeValue

    /// Makes an attribute.
    public init(key: String, value: AttributeValue) {
        self.key = key
        self.value = value
    }
}

/// What an attribute can hold: OTLP's `AnyValue`.
public indirect enum AttributeValue: Sendable {
    /// No value at all, which is not the empty text.
    case empty
    /// Text.
    case string(String)
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case int(Int64)
    /// A number with a fraction.
    case double(Double)
    /// Bytes that are no text.
    case bytes([UInt8])
    /// A list of values of any kind.
    case array([AttributeValue])
    /// A map, in the order in which it was sent.
    case map([Attribute])
}

extension [Attribute] {
    /// The value of the first attribute with that key.
    public func value(of key: String) -> AttributeValue? {
        first { $0.key.hasSameBytes(as: key) }?.value
    }
}

extension Attribute: Equatable {
    /// Whether both have the same key, byte by byte, and the same value.
    public static func == (left: Attribute, right: Attribute) -> Bool {
        left.key.hasSameBytes(as: right.key) && left.value == right.value
    }
}

extension AttributeValue: Equatable {
    /// Whether both are of one type and have the same content: texts byte by byte, maps in the same order.
    public static func == (left: AttributeValue, right: AttributeValue) -> Bool {
        switch (left, right) {
        case (.empty, .empty): true
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.bytes(let left), .bytes(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        default: false
        }
    }
}
