// What tells protobuf from JSON, for senders whose label can't be trusted.

extension RawSpan {
    /// Whether the first byte is that of an `ExportMetricsServiceRequest` which isn't empty.
    public var beginsLikeRequest: Bool { !isEmpty && byte(at: 0) == 0x0a }

    /// The first byte that JSON doesn't take for white space.
    public var firstByteAfterWhiteSpace: UInt8? {
        for offset in byteOffsets {
            let byte = byte(at: offset)
            if byte != 0x20, byte != 0x09, byte != 0x0a, byte != 0x0d { return byte }
        }
        return nil
    }
}
