import CZstd

/// Makes one frame of zstd of a body.
@safe
final class ZstdCompressor: StreamCompressor {
    private static let pieceBytes = 64 << 10
    /// As for gzip, higher levels of a page of metrics cost more than they save.
    private static let level: Int32 = 1
    /// The binary logarithm of how far back the frame refers. What repeats on a page stands close together: with 32 KiB
    /// it is as small as with more, and the context takes 300 KiB instead of 1.3 MiB.
    private static let windowLog: Int32 = 15

    // Safe: belongs to this object alone and lives as long as it does.
    private let context: OpaquePointer

    init() {
        guard let context = unsafe ZSTD_createCCtx() else { preconditionFailure("ZSTD_createCCtx failed") }
        unsafe self.context = context
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.level)
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, Self.windowLog)
    }

    deinit {
        unsafe ZSTD_freeCCtx(context)
    }

    func compress(_ input: inout [UInt8], isLast: Bool, into output: inout [UInt8]) {
        // Pointers into the arrays are used within the closures only.
        unsafe input.withUnsafeBytes { bytes in
            var source = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
            while true {
                var left = 0
                let piece = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { room, count in
                    var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
                    left = unsafe ZSTD_compressStream2(context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
                    count = unsafe target.pos
                }
                precondition(ZSTD_isError(left) == 0, "ZSTD_compressStream2 failed")
                output.append(contentsOf: piece)
                if unsafe isLast ? left == 0 : source.pos == source.size { return }
            }
        }
    }
}
