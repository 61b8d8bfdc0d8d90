/// What functions may know of the world beside their arguments.
struct Surroundings: Sendable {
    /// Nanoseconds since 1970.
    let now: @Sendable () -> Int64
    /// 64 random bits.
    let randomBits: @Sendable () -> UInt64
    /// The system's file of a time zone such as `Europe/Berlin`; nil if there is none.
    let timeZoneFile: @Sendable (String) -> [UInt8]?
}

extension Converter {
    /// Identifiers that nobody else makes.
    static func identifiers(_ surroundings: Surroundings) -> [Converter] {
        [
            Converter("UUID", isVolatile: true) {
                .string(uuid(surroundings.randomBits(), surroundings.randomBits(), version: 4))
            },
            Converter("UUIDv7", isVolatile: true) {
                let milliseconds = UInt64(bitPattern: surroundings.now() / 1_000_000)
                let high = milliseconds << 16 | surroundings.randomBits() & 0xffff
                return .string(uuid(high, surroundings.randomBits(), version: 7))
            },
        ]
    }

    /// All functions that give a value and need nothing of what a statement runs on.
    static func all(_ surroundings: Surroundings) -> [Converter] {
        strings + types + collections + hashes + networks + parsers + patterns + times(surroundings)
            + identifiers(surroundings)
    }
}

/// 128 bits in the form of RFC 9562, with the version and the variant set.
private func uuid(_ high: UInt64, _ low: UInt64, version: UInt64) -> String {
    let bytes = (high & ~0xf000 | version << 12).bigEndianBytes + (low & ~(3 << 62) | 2 << 62).bigEndianBytes
    let digits = bytes.hexadecimal
    var parts: [Substring] = []
    var rest = digits[...]
    for count in [8, 4, 4, 4, 12] {
        parts.append(rest.prefix(count))
        rest = rest.dropFirst(count)
    }
    return parts.joined(separator: "-")
}
