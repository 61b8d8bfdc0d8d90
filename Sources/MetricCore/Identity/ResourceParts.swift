/// A resource's bytes without its writer's attributes, and the writer's own: taken apart without decoding them.
///
/// Each task process of Airflow sends a resource that only differs by its writer, so this is what tells it.
struct ResourceParts {
    /// The attributes that name the resource, as they came.
    private(set) var resource: [UInt8] = []
    /// Those that name the writer, in their canonical form.
    private(set) var writer: [UInt8] = []
    private var lastWriterKey = 0..<0
    private let writerAttributes: [[UInt8]]

    /// What is longer isn't taken apart, so that little memory is kept for it.
    private static let byteLimit = 16 << 10

    init(writerAttributes: [String]) {
        self.writerAttributes = writerAttributes.map { Array($0.utf8) }
    }

    /// Takes a `Resource` message apart.
    ///
    /// - Returns: Whether that is possible: each attribute is a key and a value, and those of the writer are short
    ///   ASCII texts in key order. Their bytes are the canonical ones then.
    mutating func split(_ message: RawSpan) -> Bool {
        resource.removeAll(keepingCapacity: true)
        writer.removeAll(keepingCapacity: true)
        lastWriterKey = 0..<0
        guard message.byteCount <= Self.byteLimit else { return false }
        var reader = WireReader(message)
        do {
            while !reader.isAtEnd {
                let start = reader.offset
                guard try reader.tag() == .bytes(1) else { return false }
                let attribute = try reader.message()
                guard try take(start..<reader.offset, attribute, message) else { return false }
            }
            return true
        } catch {
            return false
        }
    }

    private mutating func take(
        _ field: Range<Int>, _ attribute: WireReader, _ message: RawSpan
    ) throws(WireError) -> Bool {
        var reader = attribute
        guard try reader.tag() == .bytes(1) else { return false }
        let key = try reader.lengthDelimited()
        guard try reader.tag() == .bytes(2) else { return false }
        let value = try reader.message()
        guard reader.isAtEnd else { return false }
        // The array outlives its span.
        guard writerAttributes.contains(where: { unsafe message.extracting(key).isEqual(to: $0.span.bytes) }) else {
            resource.append(message, in: field)
            return true
        }
        guard try value.isShortText(in: message), key.count < 0x80, field.count < 0x80,
            !message.extracting(key).precedes(message.extracting(lastWriterKey))
        else { return false }
        lastWriterKey = key
        writer.append(message, in: field)
        // With lengths of one byte each, nothing but the key and the text is left.
        return field.count == key.count + (value.limit - value.offset) + 6
    }
}

extension WireReader {
    /// Whether an `AnyValue` is a text of ASCII characters and nothing else, its length in one byte.
    fileprivate func isShortText(in message: RawSpan) throws(WireError) -> Bool {
        var reader = self
        guard !reader.isAtEnd, try reader.tag() == .bytes(1) else { return false }
        let text = try reader.lengthDelimited()
        guard reader.isAtEnd, text.count == limit - offset - 2 else { return false }
        return message.extracting(text).isASCII
    }
}

extension RawSpan {
    fileprivate var isASCII: Bool {
        let words = byteCount & ~7
        var bits: UInt64 = 0
        for offset in stride(from: 0, to: words, by: 8) { bits |= littleEndian64(at: offset) }
        for offset in words..<byteCount { bits |= UInt64(byte(at: offset)) }
        return bits & 0x8080_8080_8080_8080 == 0
    }
}
