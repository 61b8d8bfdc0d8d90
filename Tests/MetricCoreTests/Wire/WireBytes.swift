/// Fields of a protobuf message, to be added up.
enum WireBytes {
    static func varint(_ field: Int, _ value: UInt64) -> [UInt8] {
        varint(UInt64(field) << 3) + varint(value)
    }

    static func fixed64(_ field: Int, _ value: UInt64) -> [UInt8] {
        varint(UInt64(field) << 3 | 1) + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func message(_ field: Int, _ fields: [UInt8]...) -> [UInt8] {
        let content = Array(fields.joined())
        return varint(UInt64(field) << 3 | 2) + varint(UInt64(content.count)) + content
    }

    static func text(_ field: Int, _ text: String) -> [UInt8] {
        message(field, Array(text.utf8))
    }

    /// An attribute whose value is text.
    static func attribute(_ field: Int, _ key: String, _ value: String) -> [UInt8] {
        message(field, text(1, key), message(2, text(1, value)))
    }

    static func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(truncatingIfNeeded: value) | 0x80] + varint(value >> 7)
    }
}
