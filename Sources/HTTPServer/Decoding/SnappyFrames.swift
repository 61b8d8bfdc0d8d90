/// The framing format of Snappy: chunks of a type (one byte), a length (three, little endian) and as many bytes. What
/// is data begins with a checksum of what it decodes to.
enum SnappyFrames {
    private static let identifier = Array("\u{ff}\u{6}\0\0sNaPpY".unicodeScalars.map { UInt8($0.value) })
    private static let headBytes = 4
    private static let checksumBytes = 4
    /// A chunk decodes to no more than this.
    private static let chunkBytesMax = 64 << 10

    /// Whether `input` begins as streams of chunks do.
    static func begin(_ input: RawSpan) -> Bool {
        input.byteCount >= identifier.count && identifier.indices.allSatisfy { byte(input, $0) == identifier[$0] }
    }

    /// Appends what `input` decodes to.
    static func decode(_ input: RawSpan, into output: inout DecodedBody) throws(BodyRefusal) {
        guard input.isEmpty || begin(input) else { throw corrupt(at: 0) }
        var offset = 0
        while offset < input.byteCount {
            guard offset + headBytes <= input.byteCount else { throw corrupt(at: offset) }
            let start = offset + headBytes
            let end = start + Int(littleEndian(input, offset + 1, count: 3))
            guard end <= input.byteCount else { throw corrupt(at: offset) }
            let content = input.extracting(start..<end)
            switch byte(input, offset) {
            case 0x00: try appendData(content, isCompressed: true, at: offset, to: &output)
            case 0x01: try appendData(content, isCompressed: false, at: offset, to: &output)
            case 0x02...0x7f: throw .malformed(.unsupported(.snappy))
            case 0xff: guard begin(input.extracting(offset..<end)) else { throw corrupt(at: offset) }
            default: break  // Padding, and what may be passed over.
            }
            offset = end
        }
    }

    private static func appendData(
        _ content: RawSpan, isCompressed: Bool, at offset: Int, to output: inout DecodedBody
    ) throws(BodyRefusal) {
        guard content.byteCount >= checksumBytes else { throw corrupt(at: offset) }
        let data = content.extracting(checksumBytes..<content.byteCount)
        let start = output.bytes.count
        if isCompressed {
            try SnappyBlock.decode(data, into: &output)
        } else {
            try output.append(data)
        }
        guard output.bytes.count - start <= chunkBytesMax else { throw corrupt(at: offset) }
        // The span is of an array that stays as it is meanwhile.
        let decoded = unsafe output.bytes.span.bytes.extracting(start..<output.bytes.count)
        guard masked(CRC32C.checksum(decoded)) == littleEndian(content, 0, count: checksumBytes) else {
            throw corrupt(at: offset)
        }
    }

    /// The format turns and shifts each checksum, for a checksum of data that holds its own checksum says little.
    private static func masked(_ checksum: UInt32) -> UInt32 {
        (checksum >> 15 | checksum << 17) &+ 0xa282_ead8
    }

    private static func corrupt(at offset: Int) -> BodyRefusal {
        .malformed(.corrupt(.snappy, offset: offset))
    }

    private static func littleEndian(_ bytes: RawSpan, _ offset: Int, count: Int) -> UInt32 {
        (0..<count).reversed().reduce(0) { $0 << 8 | UInt32(byte(bytes, offset + $1)) }
    }

    private static func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
        // Any byte is a UInt8; the offset is checked.
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
