import CZlib

/// Compresses another stream's pieces as they are asked for.
@safe
final class GzipStream: ResponseStream {
    private static let pieceBytes = 64 << 10

    private let source: any ResponseStream
    private var input: [UInt8] = []
    private var isEnded = false
    // Safe: belongs to this object alone and lives as long as it does; on the heap, because zlib holds its address.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ source: any ResponseStream) {
        self.source = source
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

    func next(into piece: inout [UInt8]) {
        // zlib keeps what it is given until there is enough for a block, so several pieces may give nothing.
        while piece.isEmpty && !isEnded {
            input.removeAll(keepingCapacity: true)
            source.next(into: &input)
            isEnded = input.isEmpty
            compress(into: &piece)
        }
    }

    func finished(completely: Bool) {
        source.finished(completely: completely)
    }

    private func compress(into piece: inout [UInt8]) {
        let count = UInt32(clamping: input.count)
        // Pointers into the arrays are used within the closures only.
        unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe stream.pointee.next_in = input.baseAddress
            unsafe stream.pointee.avail_in = count
            repeat {
                piece.append(contentsOf: deflated())
            } while unsafe stream.pointee.avail_out == 0
        }
    }

    private func deflated() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { output, count in
            unsafe stream.pointee.next_out = output.baseAddress
            unsafe stream.pointee.avail_out = UInt32(Self.pieceBytes)
            unsafe deflate(stream, isEnded ? Z_FINISH : Z_NO_FLUSH)
            count = unsafe Self.pieceBytes - Int(stream.pointee.avail_out)
        }
    }
}
