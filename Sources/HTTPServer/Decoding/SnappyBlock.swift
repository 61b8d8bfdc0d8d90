import CSnappy

/// A block of Snappy, which is a body as `Content-Encoding: snappy` has it, or a chunk of the framing format: the Swift
/// face of libsnappy.
enum SnappyBlock {
    /// No block becomes this many times its size: 64 bytes for a tag of 3 are the most.
    private static let expansionMax = 22

    /// Appends what `block` decodes to. Its size is written in front, and checked before any memory is taken for it.
    static func decode(_ block: RawSpan, into output: inout DecodedBody) throws(BodyRefusal) {
        // The pointers are used within the closures only; libsnappy writes no more than the size that it has told.
        let isWhole = try unsafe block.withUnsafeBytes { bytes throws(BodyRefusal) in
            let source = unsafe bytes.bindMemory(to: CChar.self)
            guard let count = unsafe decodedCount(source), count / expansionMax <= bytes.count else { return false }
            return try unsafe output.append(count: count) { target in
                var written = count
                let status = unsafe snappy_uncompress(
                    source.baseAddress, source.count, target.bindMemory(to: CChar.self).baseAddress, &written)
                return status == SNAPPY_OK
            }
        }
        guard isWhole else { throw .malformed(.corrupt(.snappy, offset: 0)) }
    }

    private static func decodedCount(_ block: UnsafeBufferPointer<CChar>) -> Int? {
        var count = 0
        let status = unsafe snappy_uncompressed_length(block.baseAddress, block.count, &count)
        return status == SNAPPY_OK ? count : nil
    }
}
