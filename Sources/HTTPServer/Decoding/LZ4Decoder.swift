import CLZ4

/// Undoes LZ4's frames: the Swift face of liblz4.
///
/// Lives for one body: a context grows to some 8 MiB with what a frame declares, and doesn't say how much it has.
@safe
struct LZ4Decoder: ~Copyable {
    // Safe: belongs to this value alone.
    private let context: OpaquePointer

    init() {
        var made: OpaquePointer?
        unsafe LZ4F_createDecompressionContext(&made, UInt32(LZ4F_VERSION))
        guard let made = unsafe made else { preconditionFailure("LZ4F_createDecompressionContext failed") }
        unsafe context = made
    }

    deinit {
        unsafe LZ4F_freeDecompressionContext(context)
    }

    /// Appends what `input` decodes to: any number of frames.
    func decode(_ input: RawSpan, into output: inout DecodedBody) throws(BodyRefusal) {
        if input.isEmpty { return }
        // The input's pointer is used within the closure only.
        try unsafe input.withUnsafeBytes { bytes throws(BodyRefusal) in
            var rest = unsafe bytes[...]
            while true {
                var status = 0
                let isFull = try unsafe output.append { room in
                    var (taken, written) = unsafe (rest.count, room.count)
                    let source = unsafe UnsafeRawBufferPointer(rebasing: rest)
                    status = unsafe LZ4F_decompress(
                        context, room.baseAddress, &written, source.baseAddress, &taken, nil)
                    unsafe rest = rest.dropFirst(taken)
                    return written
                }
                guard LZ4F_isError(status) == 0 else {
                    throw .malformed(unsafe Self.error(status, at: rest.startIndex))
                }
                guard unsafe rest.isEmpty else { continue }
                // 0: a frame has come to its end.
                if status == 0 { return }
                if !isFull { throw .malformed(.unexpectedEnd) }
            }
        }
    }

    /// liblz4 tells errors apart only by their names.
    private static func error(_ status: Int, at offset: Int) -> DecodingError {
        switch unsafe String(cString: LZ4F_getErrorName(status)) {
        case "ERROR_frameType_unknown": .invalidHeader(.lz4)
        case "ERROR_headerChecksum_invalid", "ERROR_blockChecksum_invalid", "ERROR_contentChecksum_invalid":
            .invalidChecksum(.lz4)
        default: .corrupt(.lz4, offset: offset)
        }
    }
}
