import CZlib

/// Why a compressed body can't be inflated. The descriptions are Go's, which clients of otelcol may have seen.
public enum InflateError: Error, Equatable, CustomStringConvertible {
    /// It ends in the middle.
    case unexpectedEnd
    /// It doesn't begin, or doesn't go on after a member, as its format has it.
    case invalidHeader(ContentCoding)
    /// What came out isn't what went in.
    case invalidChecksum(ContentCoding)
    /// It isn't DEFLATE, from about this byte on.
    case corrupt(offset: Int)

    /// What Go says of it.
    public var description: String {
        switch self {
        case .unexpectedEnd: "unexpected EOF"
        case .invalidHeader(let coding): "\(coding): invalid header"
        case .invalidChecksum(let coding): "\(coding): invalid checksum"
        case .corrupt(let offset): "flate: corrupt input before offset \(offset)"
        }
    }
}

/// Inflates one body after the other, always with the same memory.
///
/// Not Sendable: one thread at a time uses it.
@safe
public final class Inflater {
    private static let pieceBytes = 64 << 10

    // Safe: both belong to this object alone and live as long as it does. On the heap, because zlib's state holds the
    // stream's address.
    private let stream: UnsafeMutablePointer<z_stream>
    private let piece: UnsafeMutablePointer<UInt8>

    /// Makes an inflater.
    public init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe piece = .allocate(capacity: Self.pieceBytes)
        let status = unsafe inflateInit2_(stream, 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "inflateInit2 failed")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe piece.deallocate()
    }

    /// Replaces `output` by what `input` inflates to, which may be `limit` bytes at most.
    ///
    /// Nothing beyond the limit is kept: `output` never takes more memory than the limit.
    public func inflate(
        _ input: RawSpan, _ coding: ContentCoding, limit: Int, into output: inout [UInt8]
    ) throws(BodyRefusal) {
        output.removeAll(keepingCapacity: true)
        if coding == .identity {
            guard input.byteCount <= limit else { throw .tooLarge(limit: limit) }
            unsafe input.withUnsafeBytes { unsafe output.append(contentsOf: $0) }
            return
        }
        // zlib takes lengths of 32 bits; bodies stay far below.
        guard let inputCount = UInt32(exactly: input.byteCount) else { throw .tooLarge(limit: limit) }
        // 16 more than the window's bits means gzip.
        unsafe inflateReset2(stream, coding == .gzip ? 31 : 15)
        // The input's pointer is used within the closure only, and zlib, which isn't const-correct, doesn't write to
        // it.
        try unsafe input.withUnsafeBytes { bytes throws(BodyRefusal) in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(
                mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            unsafe stream.pointee.avail_in = inputCount
            try run(coding, inputCount: Int(inputCount), limit: limit, into: &output)
        }
    }

    private func run(
        _ coding: ContentCoding, inputCount: Int, limit: Int, into output: inout [UInt8]
    ) throws(BodyRefusal) {
        while true {
            unsafe stream.pointee.next_out = piece
            unsafe stream.pointee.avail_out = UInt32(Self.pieceBytes)
            let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            let produced = unsafe Self.pieceBytes - Int(stream.pointee.avail_out)
            guard output.count + produced <= limit else { throw .tooLarge(limit: limit) }
            append(produced, to: &output, limit: limit)
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

    /// Appends the first `count` bytes of the piece. Room is made by doubling, but not beyond the limit.
    private func append(_ count: Int, to output: inout [UInt8], limit: Int) {
        if output.count + count > output.capacity {
            output.reserveCapacity(min(max(2 * output.capacity, output.count + count), limit))
        }
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: piece, count: count))
    }

    /// zlib tells errors apart only by their texts.
    private func fault(_ coding: ContentCoding, offset: Int) -> InflateError {
        guard let message = unsafe stream.pointee.msg else { return .corrupt(offset: offset) }
        return switch unsafe String(cString: message) {
        case "incorrect data check", "incorrect length check": .invalidChecksum(coding)
        case "incorrect header check", "unknown compression method", "unknown header flags set",
            "header crc mismatch", "invalid window size":
            .invalidHeader(coding)
        default: .corrupt(offset: offset)
        }
    }
}

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
