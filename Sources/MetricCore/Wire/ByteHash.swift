/// A hash of bytes with secrets per process, so that nobody outside can make two identities collide on purpose.
///
/// Sixteen bytes a step by multiplication to 128 bits (the family of wyhash). A word that equals a secret makes a
/// factor 0 and hides what came before it, which is why each process draws its secrets anew. Whoever uses the hash
/// compares keys in full.
struct ByteHash: Sendable {
    private let seed: UInt64
    private let stepSecret: UInt64
    private let endSecret: UInt64
    private let countSecret: UInt64

    /// A hash that differs from one process to the next.
    init() {
        var generator = SystemRandomNumberGenerator()
        seed = generator.next()
        stepSecret = generator.next()
        endSecret = generator.next()
        countSecret = generator.next()
    }

    func callAsFunction(_ bytes: RawSpan) -> UInt64 {
        self(bytes, in: 0..<bytes.byteCount)
    }

    func callAsFunction(_ bytes: RawSpan, in range: Range<Int>) -> UInt64 {
        var state = seed
        var offset = range.lowerBound
        let end = range.upperBound
        while end &- offset > 16 {
            state = Self.fold(
                bytes.littleEndian64(at: offset) ^ stepSecret, bytes.littleEndian64(at: offset &+ 8) ^ state)
            offset &+= 16
        }
        var low: UInt64 = 0
        var high: UInt64 = 0
        let rest = end &- offset
        if rest >= 8 {
            // The two words overlap when fewer than 16 bytes are left.
            low = bytes.littleEndian64(at: offset)
            high = bytes.littleEndian64(at: end &- 8)
        } else if rest >= 4 {
            low = UInt64(bytes.littleEndian32(at: offset))
            high = UInt64(bytes.littleEndian32(at: end &- 4))
        } else {
            while offset < end {
                low = low &<< 8 | UInt64(bytes.byte(at: offset))
                offset &+= 1
            }
        }
        state = Self.fold(low ^ endSecret, high ^ state)
        return Self.fold(countSecret ^ UInt64(range.count), state)
    }

    /// One hash for a key under its parent.
    @inline(__always)
    static func combine(_ hash: UInt64, _ parent: UInt64) -> UInt64 {
        fold(hash ^ 0x5899_65cc_7537_4cc3, parent ^ 0xe703_7ed1_a0b4_28db)
    }

    @inline(__always)
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
