/// Writes a protobuf message from front to back.
public struct MessageWriter: Sendable {
    /// As many bytes as the longest length that readers of OTLP take.
    private static let lengthBytes = 5
    /// What begins with a length of one byte: shorter messages are moved to it, as identities are that are remembered.
    private static let shortMessage = 128

    /// What is written so far.
    public private(set) var bytes: [UInt8] = []

    /// Makes a writer with nothing in it.
    public init() {}

    /// Begins anew; a buffer of more than `kept` bytes is given back.
    public mutating func removeAll(keeping kept: Int) {
        if bytes.capacity > kept {
            bytes = []
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
    }

    /// Writes the number of a field whose value follows.
    public mutating func tag(_ number: UInt32, _ wireType: WireType) {
        varint(UInt64(number) << 3 | wireType.rawValue)
    }

    /// How the value of a field is written.
    public enum WireType: UInt64, Sendable {
        /// A number, seven bits a byte.
        case varint = 0
        /// Eight bytes.
        case fixed64 = 1
        /// A length and as many bytes.
        case lengthDelimited = 2
    }

    /// Writes a number, seven bits a byte.
    public mutating func varint(_ value: UInt64) {
        bytes.appendVarint(value)
    }

    /// Writes eight bytes, the least significant first.
    public mutating func fixed64(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// Writes a length and as many bytes.
    public mutating func delimited(_ content: RawSpan) {
        varint(UInt64(content.byteCount))
        // The pointer is used within the call only.
        unsafe content.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Writes a length and as many bytes of UTF-8.
    mutating func delimited(_ text: String) {
        varint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes bytes whose length has been written.
    mutating func append(_ content: [UInt8]) {
        bytes += content
    }

    /// Leaves room for the length of what follows; returns where that begins, for ``close(_:)``.
    public mutating func open() -> Int {
        bytes.append(contentsOf: repeatElement(0, count: Self.lengthBytes))
        return bytes.count
    }

    /// Writes the length of what began at `start`: of a longer message padded with zeros, so that it doesn't move.
    public mutating func close(_ start: Int) {
        var rest = bytes.count - start
        if rest < Self.shortMessage {
            bytes[start - Self.lengthBytes] = UInt8(rest)
            bytes.removeSubrange(start - Self.lengthBytes + 1..<start)
            return
        }
        for position in start - Self.lengthBytes..<start - 1 {
            bytes[position] = UInt8(rest & 0x7f) | 0x80
            rest >>= 7
        }
        bytes[start - 1] = UInt8(rest & 0x7f)
    }
}
