/// The checksum of Castagnoli's polynomial, with which Snappy's framing format guards its chunks.
enum CRC32C {
    /// What each byte does to the sum.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0x82f6_3b78 : 0) }
    }

    /// The checksum of `bytes`.
    static func checksum(_ bytes: RawSpan) -> UInt32 {
        let table = table
        var sum: UInt32 = ~0
        for offset in bytes.byteOffsets {
            // Any byte is a UInt8; the offset is checked.
            let byte = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
        }
        return ~sum
    }
}
