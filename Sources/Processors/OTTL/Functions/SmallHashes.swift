/// FNV-1a of 64 bits.
func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// MurmurHash3 with the seed 0, in its 32-bit form and the 128-bit form for 64-bit machines.
enum Murmur3 {
    static func hash32(_ text: String) -> UInt32 {
        let bytes = Array(text.utf8)
        var hash: UInt32 = 0
        let blockEnd = bytes.count / 4 * 4
        for start in stride(from: 0, to: blockEnd, by: 4) {
            hash ^= scrambled(littleEndian(bytes[start..<start + 4]))
            hash = rotated(hash, by: 13) &* 5 &+ 0xe654_6b64
        }
        hash ^= scrambled(littleEndian(bytes[blockEnd...]))
        hash ^= UInt32(truncatingIfNeeded: bytes.count)
        hash = (hash ^ hash >> 16) &* 0x85eb_ca6b
        hash = (hash ^ hash >> 13) &* 0xc2b2_ae35
        return hash ^ hash >> 16
    }

    static func hash128(_ text: String) -> (first: UInt64, second: UInt64) {
        let bytes = Array(text.utf8)
        var (first, second): (UInt64, UInt64) = (0, 0)
        let blockEnd = bytes.count / 16 * 16
        for start in stride(from: 0, to: blockEnd, by: 16) {
            first ^= scrambledFirst(littleEndian(bytes[start..<start + 8]))
            first = (rotated(first, by: 27) &+ second) &* 5 &+ 0x52dc_e729
            second ^= scrambledSecond(littleEndian(bytes[start + 8..<start + 16]))
            second = (rotated(second, by: 31) &+ first) &* 5 &+ 0x3849_5ab5
        }
        let tail = bytes[blockEnd...]
        second ^= scrambledSecond(littleEndian(tail.dropFirst(8)))
        first ^= scrambledFirst(littleEndian(tail.prefix(8)))
        first ^= UInt64(bytes.count)
        second ^= UInt64(bytes.count)
        first &+= second
        second &+= first
        (first, second) = (mixed(first), mixed(second))
        first &+= second
        return (first, second &+ first)
    }

    private static func scrambled(_ block: UInt32) -> UInt32 {
        rotated(block &* 0xcc9e_2d51, by: 15) &* 0x1b87_3593
    }

    private static func scrambledFirst(_ block: UInt64) -> UInt64 {
        rotated(block &* 0x87c3_7b91_1142_53d5, by: 31) &* 0x4cf5_ad43_2745_937f
    }

    private static func scrambledSecond(_ block: UInt64) -> UInt64 {
        rotated(block &* 0x4cf5_ad43_2745_937f, by: 33) &* 0x87c3_7b91_1142_53d5
    }

    private static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }

    private static func rotated<Word: FixedWidthInteger>(_ word: Word, by count: Int) -> Word {
        word << count | word >> (Word.bitWidth - count)
    }

    /// The number that bytes are, the lowest first.
    private static func littleEndian<Word: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> Word {
        bytes.reversed().reduce(0) { $0 << 8 | Word($1) }
    }
}
