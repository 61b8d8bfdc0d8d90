/// Why a compressed body can't be decoded.
public enum DecodingError: Error, Equatable {
    /// It ends in the middle.
    case unexpectedEnd
    /// It doesn't begin, or doesn't go on after a member or frame, as its format has it.
    case invalidHeader(ContentCoding)
    /// What came out isn't what went in.
    case invalidChecksum(ContentCoding)
    /// It refers further back than zstd is given memory for.
    case windowTooLarge
    /// It has a part that no version of its format knows, and that mayn't be passed over.
    case unsupported(ContentCoding)
    /// It isn't what its format allows, from about this byte on.
    case corrupt(ContentCoding, offset: Int)
}

extension DecodingError: CustomStringConvertible {
    /// The error in the words of Go's libraries, which clients of otelcol may have seen.
    public var description: String {
        switch self {
        case .unexpectedEnd: "unexpected EOF"
        case .invalidHeader(.zstd): "invalid input: magic number mismatch"
        case .invalidHeader(.lz4): "lz4: bad magic number"
        case .invalidHeader(let coding): "\(coding): invalid header"
        case .invalidChecksum(.zstd): "CRC check failed"
        case .invalidChecksum(let coding): "\(coding): invalid checksum"
        case .windowTooLarge: "window size exceeded"
        case .unsupported(let coding): "\(coding): unsupported input"
        case .corrupt(.gzip, let offset), .corrupt(.zlib, let offset): "flate: corrupt input before offset \(offset)"
        case .corrupt(let coding, _): "\(coding): corrupt input"
        }
    }
}
