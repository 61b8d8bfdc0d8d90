import CZlib

/// Makes gzip of a body.
@safe
public final class GzipCompressor: StreamCompressor {
    private static let pieceBytes = 64 << 10

    // Safe: belongs to this object alone and lives as long as it does; on the heap, because zlib holds its address.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Begins a body.
    public init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // Level 1: a page of metrics shrinks to a tenth at any level, and higher ones take several times as long.
        let status = unsafe deflateInit2_(
            stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "deflateInit2 failed")
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Appends to `output` what there is to send of the pieces until now: after the last one, all.
    public func compress(_ input: inout [UInt8], isLast: Bool, into output: inout [UInt8]) {
        let count = UInt32(clamping: input.count)
        // Pointers into the arrays are used within the closures only.
        unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe stream.pointee.next_in = input.baseAddress
            unsafe stream.pointee.avail_in = count
            repeat {
                output.append(contentsOf: deflated(isLast ? Z_FINISH : Z_NO_FLUSH))
            } while unsafe stream.pointee.avail_out == 0
        }
    }

    private func deflated(_ flush: Int32) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { output, count in
            unsafe stream.pointee.next_out = output.baseAddress
            unsafe stream.pointee.avail_out = UInt32(Self.pieceBytes)
            unsafe deflate(stream, flush)
            count = unsafe Self.pieceBytes - Int(stream.pointee.avail_out)
        }
    }
}
