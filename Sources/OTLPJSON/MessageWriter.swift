/// Writes a protobuf message from front to back.
struct MessageWriter {
    /// As many bytes as the longest length that readers of OTLP take.
    private static let lengthBytes = 5

    /// What is written so far.
    private(set) var bytes: [UInt8] = []

    /// Begins anew; a buffer of more than `kept` bytes is given back.
    mutating func removeAll(keeping kept: Int) {
        if bytes.capacity > kept {
            bytes = []
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Writes the number of a field whose value follows.
    mutating func tag(_ number: UInt32, _ wireType: WireType) {
        varint(UInt64(number) << 3 | wireType.rawValue)
    }

    /// How the value of a field is written.
    enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
    }

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func fixed64(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// Writes a length and as many bytes.
    mutating func delimited(_ content: RawSpan) {
        varint(UInt64(content.byteCount))
        // The pointer is used within the call only.
        unsafe content.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Leaves room for the length of what follows; returns where that begins, for ``close(_:)``.
    mutating func open() -> Int {
        bytes.append(contentsOf: repeatElement(0, count: Self.lengthBytes))
        return bytes.count
    }

    /// Writes the length of what began at `start`, padded with zeros, so that nothing has to move.
    mutating func close(_ start: Int) {
        var rest = bytes.count - start
        for position in start - Self.lengthBytes..<start - 1 {
            bytes[position] = UInt8(rest & 0x7f) | 0x80
            rest >>= 7
        }
        bytes[start - 1] = UInt8(rest & 0x7f)
    }
}
