// Every load from borrowed bytes in this module is one of these three.
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
