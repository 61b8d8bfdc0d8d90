// Every load from borrowed bytes in this module goes through the first three.
//
// They are safe although the standard library calls them unsafe: the bounds are checked (it traps), no alignment is
// asked for, and every pattern of bits is a valid integer.

extension RawSpan {
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func littleEndian32(at offset: Int) -> UInt32 {
        unsafe UInt32(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inline(__always)
    func littleEndian64(at offset: Int) -> UInt64 {
        unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}

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
