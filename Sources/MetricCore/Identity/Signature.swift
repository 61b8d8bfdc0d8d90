/// What tells one series from another: 128 bits that a hash makes of all that does.
///
/// The hash is keyed anew in each process, so nobody can make two series one on purpose; and a billion of them are
/// different with a chance of one to 10^20.
struct Signature: Equatable, Sendable {
    let low: UInt64
    let high: UInt64

    /// That of bytes, and of a parent where equal bytes name different things under different ones.
    init(_ bytes: [UInt8], under parent: UInt64 = 0) {
        low = Self.hash(bytes, parent, half: 0)
        high = Self.hash(bytes, parent, half: 1)
    }

    /// The standard library's SipHash; a byte in front makes two hashes of it.
    private static func hash(_ bytes: [UInt8], _ parent: UInt64, half: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(half)
        hasher.combine(parent)
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
