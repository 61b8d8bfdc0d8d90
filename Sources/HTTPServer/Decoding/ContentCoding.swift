/// How a body is encoded.
public enum ContentCoding: Sendable, Equatable {
    /// As it is.
    case identity
    /// RFC 1952, with any number of members.
    case gzip
    /// RFC 1950, which is what `Content-Encoding: deflate` means.
    case zlib
    /// RFC 8878, with any number of frames.
    case zstd
    /// A block of Snappy, or its framing format, whichever the body begins like.
    case snappy
    /// The framing format of Snappy.
    case framedSnappy
    /// LZ4's frame format, with any number of frames.
    case lz4
}
