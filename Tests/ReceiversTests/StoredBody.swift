/// Bytes in the containers of gzip and zlib, stored as they are.
enum StoredBody {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + deflate(bytes) + littleEndian(crc32(bytes))
            + littleEndian(UInt32(bytes.count))
    }

    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        [0x78, 0x01] + deflate(bytes) + littleEndian(adler32(bytes)).reversed()
    }

    private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        let count = littleEndian(UInt32(bytes.count)).prefix(2)
        return [1] + count + count.map { ~$0 } + bytes
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        stride(from: 0, to: 32, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0xedb8_8320 : 0) }
        }
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        let (low, high) = bytes.reduce((1 as UInt32, 0 as UInt32)) { sums, byte in
            let low = (sums.0 + UInt32(byte)) % 65521
            return (low, (sums.1 + low) % 65521)
        }
        return high << 16 | low
    }
}
