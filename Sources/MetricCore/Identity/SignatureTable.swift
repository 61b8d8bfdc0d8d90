/// Finds series by their signatures, which are in a list of whoever owns both.
struct SignatureTable {
    private var slots = HashSlots()
    /// How many series there are.
    private(set) var count = 0

    /// The index of the series with that signature; `signatureAt` tells those of the list.
    func find(_ signature: Signature, _ signatureAt: (Int) -> Signature?) -> Int? {
        var search = slots.search(signature.low)
        while let index = slots.next(&search) {
            if signatureAt(index) == signature { return index }
        }
        return nil
    }

    /// Adds a series that isn't there yet.
    mutating func insert(_ index: Int, _ signature: Signature) {
        slots.insert(index, signature.low)
        count += 1
    }

    /// Takes a series out.
    mutating func remove(_ index: Int, _ signature: Signature) {
        slots.remove(slot: slots.slot(of: index, signature.low))
        count -= 1
    }

    /// Takes less memory if that is far more than is needed now.
    mutating func giveBackMemory() {
        _ = slots.shrink()
    }
}
