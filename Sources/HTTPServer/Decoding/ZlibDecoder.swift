import CZlib

/// Undoes gzip and zlib: the Swift face of zlib's inflate.
///
/// Not Sendable: one thread at a time uses it.
@safe
final class ZlibDecoder {
    // Safe: belongs to this object alone and lives as long as it does. On the heap, because zlib's state holds the
    // stream's address.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe inflateInit2_(stream, 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "inflateInit2 failed")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Appends what `input` inflates to.
    func decode(_ input: RawSpan, _ coding: ContentCoding, into output: inout DecodedBody) throws(BodyRefusal) {
        // zlib takes lengths of 32 bits; bodies stay far below.
        guard let inputCount = UInt32(exactly: input.byteCount) else { throw .tooLarge(limit: Int(UInt32.max)) }
        // 16 more than the window's bits means gzip.
        unsafe inflateReset2(stream, coding == .gzip ? 31 : 15)
        // The input's pointer is used within the closure only, and zlib, which isn't const-correct, doesn't write to
        // it.
        try unsafe input.withUnsafeBytes { bytes throws(BodyRefusal) in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(
                mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            unsafe stream.pointee.avail_in = inputCount
            try run(coding, inputCount: Int(inputCount), into: &output)
        }
    }

    private func run(_ coding: ContentCoding, inputCount: Int, into output: inout DecodedBody) throws(BodyRefusal) {
        while true {
            var status = Z_OK
            _ = try unsafe output.append { room in
                unsafe stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
                unsafe stream.pointee.avail_out = UInt32(room.count)
                status = unsafe inflate(stream, Z_NO_FLUSH)
                return unsafe room.count - Int(stream.pointee.avail_out)
            }
            switch status {
            case Z_STREAM_END:
                // Only gzip has further members; bytes after a zlib stream are nobody's.
                guard coding == .gzip, unsafe stream.pointee.avail_in > 0 else { return }
                unsafe inflateReset(stream)
            case Z_OK: break
            case Z_BUF_ERROR: throw .malformed(.unexpectedEnd)
            default: throw .malformed(unsafe fault(coding, offset: inputCount - Int(stream.pointee.avail_in)))
            }
        }
    }

    /// zlib tells errors apart only by their texts.
    private func fault(_ coding: ContentCoding, offset: Int) -> DecodingError {
        guard let message = unsafe stream.pointee.msg else { return .corrupt(coding, offset: offset) }
        return switch unsafe String(cString: message) {
        case "incorrect data check", "incorrect length check": .invalidChecksum(coding)
        case "incorrect header check", "unknown compression method", "unknown header flags set",
            "header crc mismatch", "invalid window size":
            .invalidHeader(coding)
        default: .corrupt(coding, offset: offset)
        }
    }
}
