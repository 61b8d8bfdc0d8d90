/// Undoes content codings, of one body after the other, always with the same memory.
public struct BodyDecoder {
    private lazy var zlib = ZlibDecoder()
    private lazy var zstd = ZstdDecoder()

    /// Makes a decoder; what it takes for a coding comes with the first body.
    public init() {}

    /// Replaces `output` by what `input` decodes to, which may be `limit` bytes at most.
    public mutating func decode(
        _ input: RawSpan, _ coding: ContentCoding, limit: Int, into output: inout DecodedBody
    ) throws(BodyRefusal) {
        output.begin(limit: limit)
        switch coding {
        case .identity: try output.append(input)
        case .gzip, .zlib: try zlib.decode(input, coding, into: &output)
        case .zstd: try zstd.decode(input, into: &output)
        case .snappy where !SnappyFrames.begin(input): try SnappyBlock.decode(input, into: &output)
        case .snappy, .framedSnappy: try SnappyFrames.decode(input, into: &output)
        case .lz4: try LZ4Decoder().decode(input, into: &output)
        }
    }
}
