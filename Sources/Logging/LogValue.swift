/// What a field of a log line holds: a JSON value whose objects keep their order.
public enum LogValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case array([LogValue])
    case object(LogFields)
    /// The value without the console's spaces, as otelcol prints what `initial_fields` holds.
    indirect case compact(LogValue)
}

/// One field of a log line.
public struct LogField: Sendable, Equatable {
    /// The key.
    public var name: String
    /// The value.
    public var value: LogValue

    /// Makes a field.
    public init(_ name: String, _ value: LogValue) {
        self.name = name
        self.value = value
    }
}

/// The fields of a log line, printed in the order in which they are given.
public struct LogFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// The fields; a name may occur more than once and is then printed more than once, as zap does.
    public var all: [LogField]

    /// Takes the fields as they stand.
    public init(_ all: [LogField] = []) {
        self.all = all
    }

    /// The fields in the order in which they are written.
    public init(dictionaryLiteral elements: (String, LogValue)...) {
        all = elements.map { LogField($0, $1) }
    }
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A string.
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension LogValue: ExpressibleByIntegerLiteral {
    /// A signed integer.
    public init(integerLiteral value: Int64) {
        self = .int(value)
    }
}

extension LogValue: ExpressibleByBooleanLiteral {
    /// A boolean.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
