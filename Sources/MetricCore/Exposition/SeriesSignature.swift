/// What tells one series of a page from another: 128 bits that a hash makes of all that does.
///
/// The hash is keyed anew in each process, so nobody can make two series one on purpose; and a billion of them are
/// different with a chance of one to 10^20.
struct SeriesSignature: Equatable, Sendable {
    let low: UInt64
    let high: UInt64

    init(_ bytes: [UInt8]) {
        low = Self.hash(bytes, half: 0)
        high = Self.hash(bytes, half: 1)
    }

    /// The standard library's SipHash; a byte in front makes two hashes of it.
    private static func hash(_ bytes: [UInt8], half: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(half)
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

/// Finds the series of a page by their signatures, which are in the list of series.
struct SignatureTable {
    private var slots = HashSlots()
    /// How many series there are.
    private(set) var count = 0

    /// The index of the series with that signature.
    func find(_ signature: SeriesSignature, in series: borrowing ChunkedArray<PageSeries?>) -> Int? {
        var search = slots.search(signature.low)
        while let index = slots.next(&search) {
            if series[index]?.signature == signature { return index }
        }
        return nil
    }

    /// Adds a series that isn't there yet.
    mutating func insert(_ index: Int, _ signature: SeriesSignature) {
        slots.insert(index, signature.low)
        count += 1
    }

    /// Takes a series out.
    mutating func remove(_ index: Int, _ signature: SeriesSignature) {
        slots.remove(slot: slots.slot(of: index, signature.low))
        count -= 1
    }

    /// Takes less memory if that is far more than is needed now.
    mutating func giveBackMemory() {
        _ = slots.shrink()
    }
}
