public import MetricCore

/// A protobuf message, written field by field: so tests make requests without the code that they test.
public struct Message: Sendable {
    /// The message so far.
    public private(set) var bytes: [UInt8] = []

    /// Makes an empty message, which `write` fills.
    public init(_ write: (inout Message) -> Void = { _ in }) {
        write(&self)
    }

    /// Adds a number of variable length.
    public mutating func varint(_ field: Int, _ value: UInt64) {
        append(UInt64(field) << 3)
        append(value)
    }

    /// Adds a signed number in zigzag form.
    public mutating func signed(_ field: Int, _ value: Int32) {
        varint(field, UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
    }

    /// Adds a number of 8 bytes.
    public mutating func fixed(_ field: Int, _ value: UInt64) {
        append(UInt64(field) << 3 | 1)
        append(fixed: value)
    }

    /// Adds a double.
    public mutating func double(_ field: Int, _ value: Double) {
        fixed(field, value.bitPattern)
    }

    /// Adds bytes.
    public mutating func bytes(_ field: Int, _ content: some Collection<UInt8>) {
        append(UInt64(field) << 3 | 2)
        append(UInt64(content.count))
        bytes += content
    }

    /// Adds a text.
    public mutating func text(_ field: Int, _ content: String) {
        bytes(field, content.utf8)
    }

    /// Adds a message.
    public mutating func message(_ field: Int, _ content: Message) {
        bytes(field, content.bytes)
    }

    /// Adds a message, which `write` fills.
    public mutating func message(_ field: Int, _ write: (inout Message) -> Void) {
        message(field, Message(write))
    }

    /// Adds numbers of variable length, packed.
    public mutating func packed(_ field: Int, varints: [UInt64]) {
        message(field) { for value in varints { $0.append(value) } }
    }

    /// Adds numbers of 8 bytes, packed.
    public mutating func packed(_ field: Int, fixed: [UInt64]) {
        message(field) { for value in fixed { $0.append(fixed: value) } }
    }

    /// The fields of one message and then of another, which protobuf reads as one.
    public static func + (first: Message, second: Message) -> Message {
        Message { $0.bytes = first.bytes + second.bytes }
    }

    private mutating func append(fixed value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    private mutating func append(_ varint: UInt64) {
        var rest = varint
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Attributes as tests write them: `["task": "a", "try": 1]`.
public typealias Attributes = KeyValuePairs<String, AttributeValue>

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
}

extension Message {
    /// Adds attributes, in the order in which they are written.
    public mutating func attributes(_ field: Int, _ attributes: Attributes) {
        for (key, value) in attributes { message(field, Message(key: key, value)) }
    }

    private init(key: String, _ value: AttributeValue) {
        self.init {
            $0.text(1, key)
            $0.message(2, Message(value))
        }
    }

    private init(_ value: AttributeValue) {
        self.init { message in
            switch value {
            case .empty: break
            case .string(let text): message.text(1, text)
            case .bool(let bool): message.varint(2, bool ? 1 : 0)
            case .int(let int): message.varint(3, UInt64(bitPattern: int))
            case .double(let double): message.double(4, double)
            case .array(let values):
                message.message(5) { for value in values { $0.message(1, Message(value)) } }
            case .map(let entries):
                message.message(6) { for entry in entries { $0.message(1, Message(key: entry.key, entry.value)) } }
            case .bytes(let bytes): message.bytes(7, bytes)
            }
        }
    }
}
