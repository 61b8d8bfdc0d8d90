import CZstd

/// Undoes zstd: the Swift face of libzstd.
///
/// Not Sendable: one thread at a time uses it.
@safe
final class ZstdDecoder {
    /// The binary logarithm of how far back a frame may refer: 32 MiB, the most that otelcol's own exporter asks for.
    static let windowLogMax: Int32 = 25
    /// A context that has grown beyond this, which is for windows of hundreds of KiB, is given back after its body.
    private static let keptBytes = 1 << 20

    // Safe: belongs to this value alone.
    private var context: OpaquePointer

    init() {
        unsafe context = Self.makeContext()
    }

    deinit {
        unsafe ZSTD_freeDCtx(context)
    }

    /// Appends what `input` decodes to: any number of frames.
    func decode(_ input: RawSpan, into output: inout DecodedBody) throws(BodyRefusal) {
        if input.isEmpty { return }
        unsafe ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        defer { giveBack() }
        // The input's pointer is used within the closure only.
        try unsafe input.withUnsafeBytes { bytes throws(BodyRefusal) in
            var source = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
            while true {
                var status = 0
                let isFull = try unsafe output.append { room in
                    var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                    status = unsafe ZSTD_decompressStream(context, &target, &source)
                    return unsafe target.pos
                }
                guard ZSTD_isError(status) == 0 else { throw .malformed(unsafe Self.error(status, at: source.pos)) }
                guard unsafe source.pos == source.size else { continue }
                // 0: a frame has come to its end, and all of it is written.
                if status == 0 { return }
                if !isFull { throw .malformed(.unexpectedEnd) }
            }
        }
    }

    private func giveBack() {
        guard unsafe ZSTD_sizeof_DCtx(context) > Self.keptBytes else { return }
        unsafe ZSTD_freeDCtx(context)
        unsafe context = Self.makeContext()
    }

    private static func makeContext() -> OpaquePointer {
        guard let context = unsafe ZSTD_createDCtx() else { preconditionFailure("ZSTD_createDCtx failed") }
        unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLogMax)
        return unsafe context
    }

    private static func error(_ status: Int, at offset: Int) -> DecodingError {
        switch ZSTD_getErrorCode(status) {
        case ZSTD_error_prefix_unknown: .invalidHeader(.zstd)
        case ZSTD_error_frameParameter_windowTooLarge: .windowTooLarge
        case ZSTD_error_checksum_wrong: .invalidChecksum(.zstd)
        default: .corrupt(.zstd, offset: offset)
        }
    }
}
