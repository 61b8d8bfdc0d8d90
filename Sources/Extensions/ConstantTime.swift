/// Whether bytes are the same, in a time that tells nothing but whether there are as many of them.
func areEqual(_ left: RawSpan, _ right: [UInt8]) -> Bool {
    guard left.byteCount == right.count else { return false }
    var difference: UInt8 = 0
    for offset in left.byteOffsets {
        // Any byte is a UInt8; the offset is checked.
        difference |= unsafe left.unsafeLoad(fromByteOffset: offset, as: UInt8.self) ^ right[offset]
    }
    return difference == 0
}

/// Whether bytes are the same, in a time that tells nothing but whether there are as many of them.
func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    // The array outlives its span.
    unsafe areEqual(left.span.bytes, right)
}
