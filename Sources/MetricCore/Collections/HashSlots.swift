/// Finds places in a list by the hash of what is there: open addressing, 8 bytes a slot. The keys are in the list, and
/// are compared by whoever owns both.
struct HashSlots {
    /// A place plus one in the lower half, half of its hash in the upper one: that finds the slot, and tells nearly all
    /// keys apart. 0 is free.
    private var slots = [UInt64](repeating: 0, count: leastCount)
    private var takenCount = 0
    private static let leastCount = 16

    /// How many slots there are, taken or not.
    var count: Int { slots.count }

    /// A search that has got to one of the slots.
    struct Search {
        fileprivate let tag: UInt64
        fileprivate var slot: Int
    }

    /// Begins to look for a key with this hash.
    @inline(__always)
    func search(_ hash: UInt64) -> Search {
        Search(tag: hash >> 32, slot: home(hash >> 32))
    }

    /// The next place whose key may be the wanted one; nil when there is none.
    @inline(__always)
    func next(_ search: inout Search) -> Int? {
        while case let slot = slots[search.slot], slot != 0 {
            search.slot = (search.slot &+ 1) & (slots.count &- 1)
            if slot >> 32 == search.tag { return Self.place(slot) }
        }
        return nil
    }

    /// The place that a slot leads to, if it is taken.
    func place(at slot: Int) -> Int? {
        slots[slot] == 0 ? nil : Self.place(slots[slot])
    }

    /// The slot that leads to a place whose key has this hash.
    func slot(of place: Int, _ hash: UInt64) -> Int {
        var slot = home(hash >> 32)
        while Self.place(slots[slot]) != place {
            precondition(slots[slot] != 0, "a place is where its hash says")
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    // MARK: - Changing

    /// Makes a place known whose key has this hash.
    mutating func insert(_ place: Int, _ hash: UInt64) {
        if (takenCount + 1) * 4 > slots.count * 3 { resize(to: slots.count * 2) }
        take(hash & ~0xffff_ffff | UInt64(place + 1))
        takenCount += 1
    }

    /// Notes that a key has got another place.
    mutating func move(slot: Int, to place: Int) {
        slots[slot] = slots[slot] & ~0xffff_ffff | UInt64(place + 1)
    }

    /// Empties a slot and moves what follows it back, so that no search ends too early.
    mutating func remove(slot gap: Int) {
        takenCount -= 1
        let mask = slots.count - 1
        var gap = gap
        var slot = (gap + 1) & mask
        while slots[slot] != 0 {
            if (slot - home(slots[slot] >> 32)) & mask >= (slot - gap) & mask {
                slots[gap] = slots[slot]
                gap = slot
            }
            slot = (slot + 1) & mask
        }
        slots[gap] = 0
    }

    /// Gives memory back if nearly all slots are empty.
    ///
    /// - Returns: Whether they were.
    mutating func shrink() -> Bool {
        var size = slots.count
        while size > Self.leastCount, takenCount * 4 < size { size /= 2 }
        guard size * 4 <= slots.count else { return false }
        resize(to: size)
        return true
    }

    private mutating func resize(to count: Int) {
        let old = slots
        slots = [UInt64](repeating: 0, count: count)
        for slot in old where slot != 0 { take(slot) }
    }

    private mutating func take(_ taken: UInt64) {
        var slot = home(taken >> 32)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = taken
    }

    // MARK: - Parts of a slot

    @inline(__always)
    private func home(_ tag: UInt64) -> Int {
        Int(truncatingIfNeeded: tag) & (slots.count &- 1)
    }

    @inline(__always)
    private static func place(_ slot: UInt64) -> Int {
        Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1
    }
}
