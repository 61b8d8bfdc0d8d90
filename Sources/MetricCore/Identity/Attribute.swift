/// A key and its value, as resources, scopes and data points carry them.
public struct Attribute: Equatable, Sendable {
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
public indirect enum AttributeValue: Equatable, Sendable {
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
