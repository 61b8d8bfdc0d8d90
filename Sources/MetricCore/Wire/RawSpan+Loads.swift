// Every load from borrowed bytes in this module is one of these.
//
// The first three are safe although the standard library calls them unsafe: the bounds are checked (it traps), no
// alignment is asked for, and every pattern of bits is a valid integer.

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

    // These two are for the wire reader alone, which reads nothing beyond its limit. They check bounds in debug builds.

    @inline(__always)
    func byte(withinLimit offset: Int) -> UInt8 {
        assert(byteOffsets.contains(offset))
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func littleEndian64(withinLimit offset: Int) -> UInt64 {
        assert(offset >= 0 && offset + 8 <= byteCount)
        return unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }
}
