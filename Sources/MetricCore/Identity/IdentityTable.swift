internal import Glibc

/// Gives identities their ids and finds them by their bytes under their parent: a hash table with open addressing whose
/// keys are compared in full.
///
/// An identity has one canonical spelling and some others. What isn't found for long is taken out by ``sweep``, its id
/// being used again only after ``free(_:)``.
///
/// This is the registry's byte store, and the one place where it handles memory itself: every key is a block of its
/// own, never changed once it is made. Canonical keys are freed in `free`, others as they leave the slots, and all that
/// are left at the end.
@safe
struct IdentityTable: ~Copyable {
    /// How many spellings of an identity are remembered beside the canonical one.
    static let spellingLimit = 8

    @safe
    private struct Key {
        let start: UnsafeRawPointer
        let count: UInt32
    }

    private struct Slot {
        /// The lower half of the hash: it finds the slot, and tells nearly all keys apart.
        var hash: UInt32
        var lastFound: UInt32
        var parent: UInt64
        var key: Key?
        var id: UInt32
    }

    private struct Identity {
        /// Nil while the id is free.
        var canonical: Key?
        /// What keeps it beside being found: children, for example.
        var useCount: UInt32 = 0
        var spellingCount: UInt8 = 0
    }

    private var slots = Self.emptySlots(Self.leastSlotCount)
    private var takenSlotCount = 0
    private var identities: [Identity] = []
    private var freeIDs: [UInt32] = []

    private static let leastSlotCount = 16
    /// How many slots can be looked at in the time in which one is emptied.
    private static let removalCost = 15

    /// How many identities have an id, those that were taken out and not freed yet among them.
    var count: Int { identities.count - freeIDs.count }
    /// How many slots there are, taken or not.
    var slotCount: Int { slots.count }

    deinit {
        for slot in slots where !isCanonical(slot) { unsafe slot.key?.start.deallocate() }
        for identity in identities { unsafe identity.canonical?.start.deallocate() }
    }

    // MARK: - Finding

    /// The identity with these bytes, whose hash is `hash`; it counts as found at `now`.
    @inline(__always)
    mutating func find(_ bytes: RawSpan, hash: UInt64, parent: UInt64, now: UInt32) -> UInt32? {
        let hash = Self.slotHash(hash, parent)
        let mask = slots.count &- 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while let key = slots[index].key {
            if slots[index].hash == hash, slots[index].parent == parent, Self.isEqual(key, bytes) {
                if slots[index].lastFound != now { slots[index].lastFound = now }
                return slots[index].id
            }
            index = (index &+ 1) & mask
        }
        return nil
    }

    /// Lends the canonical bytes of an identity that isn't free.
    func withCanonicalBytes<Result, Failure: Error>(
        of id: UInt32, _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let key = identities[Int(id)].canonical else { preconditionFailure("a free id has no bytes") }
        return try unsafe body(UnsafeRawBufferPointer(start: key.start, count: Int(key.count)).bytes)
    }

    private static func isEqual(_ key: Key, _ bytes: RawSpan) -> Bool {
        guard Int(key.count) == bytes.byteCount else { return false }
        return unsafe bytes.withUnsafeBytes { other in
            guard let start = other.baseAddress else { return true }
            return unsafe memcmp(key.start, start, other.count) == 0
        }
    }

    // MARK: - Adding

    /// Makes an identity of bytes that aren't in the table yet, its canonical spelling.
    mutating func make(_ bytes: RawSpan, hash: UInt64, parent: UInt64, now: UInt32) -> UInt32 {
        let id = freeIDs.popLast() ?? UInt32(identities.count)
        let key = insert(bytes, hash: hash, parent: parent, id: id, now: now)
        if Int(id) == identities.count {
            identities.append(Identity(canonical: key))
        } else {
            identities[Int(id)] = Identity(canonical: key)
        }
        return id
    }

    /// Remembers another spelling of an identity, unless it is in the table, or there are too many.
    mutating func addSpelling(_ bytes: RawSpan, hash: UInt64, parent: UInt64, of id: UInt32, now: UInt32) {
        guard identities[Int(id)].spellingCount < Self.spellingLimit,
            find(bytes, hash: hash, parent: parent, now: now) == nil
        else { return }
        identities[Int(id)].spellingCount += 1
        _ = insert(bytes, hash: hash, parent: parent, id: id, now: now)
    }

    private mutating func insert(_ bytes: RawSpan, hash: UInt64, parent: UInt64, id: UInt32, now: UInt32) -> Key {
        if (takenSlotCount + 1) * 4 > slots.count * 3 { resize(to: slots.count * 2) }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.byteCount, 1), alignment: 1)
        unsafe bytes.withUnsafeBytes { unsafe copy.copyMemory(from: $0) }
        guard let start = UnsafeRawPointer(copy.baseAddress) else {
            preconditionFailure("a block of at least one byte has an address")
        }
        let key = unsafe Key(start: start, count: UInt32(bytes.byteCount))
        place(Slot(hash: Self.slotHash(hash, parent), lastFound: now, parent: parent, key: key, id: id))
        takenSlotCount += 1
        return key
    }

    // MARK: - Keeping and removing

    /// Keeps an identity from being taken out until ``removeUse(of:)``.
    mutating func addUse(of id: UInt32) {
        identities[Int(id)].useCount += 1
    }

    /// Takes back an ``addUse(of:)``.
    mutating func removeUse(of id: UInt32) {
        identities[Int(id)].useCount -= 1
    }

    /// Looks at `count` slots, fewer if there is much to take out, and takes out what wasn't found at `tick` or later:
    /// spellings, and identities that have no other spelling and no use.
    ///
    /// - Parameters:
    ///   - cursor: Where it begins and where it got to; ``slotCount`` or more when it is through.
    ///   - retired: Is given the identities that were taken out. Their canonical bytes stay until ``free(_:)``.
    mutating func sweep(from cursor: inout Int, slots count: Int, foundBefore tick: UInt32, retired: inout [UInt32]) {
        var left = count
        while left > 0, cursor < slots.count {
            left -= 1
            let slot = slots[cursor]
            guard let key = slot.key, slot.lastFound < tick else {
                cursor += 1
                continue
            }
            let identity = identities[Int(slot.id)]
            if !isCanonical(slot) {
                unsafe key.start.deallocate()
                identities[Int(slot.id)].spellingCount -= 1
            } else if identity.spellingCount == 0 && identity.useCount == 0 {
                retired.append(slot.id)
            } else {
                cursor += 1
                continue
            }
            // What follows moves up, so the same slot is looked at again.
            takeOut(slotAt: cursor)
            left -= Self.removalCost
        }
    }

    /// Takes an identity out at once that has one spelling only, with this hash, and frees it.
    mutating func remove(_ id: UInt32, hash: UInt64, parent: UInt64) {
        let mask = slots.count - 1
        var index = Int(Self.slotHash(hash, parent)) & mask
        while slots[index].id != id || !isCanonical(slots[index]) {
            precondition(slots[index].key != nil, "an identity is where its hash says")
            index = (index + 1) & mask
        }
        takeOut(slotAt: index)
        free(id)
    }

    /// Gives the id of an identity that was taken out, and its bytes, back.
    mutating func free(_ id: UInt32) {
        unsafe identities[Int(id)].canonical?.start.deallocate()
        identities[Int(id)].canonical = nil
        freeIDs.append(id)
    }

    /// Gives slots back if nearly all are empty.
    mutating func shrink() {
        var size = slots.count
        while size > Self.leastSlotCount, takenSlotCount * 4 < size { size /= 2 }
        if size * 4 <= slots.count { resize(to: size) }
    }

    // MARK: - Slots

    @inline(__always)
    private static func slotHash(_ hash: UInt64, _ parent: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: ByteHash.combine(hash, parent))
    }

    private func isCanonical(_ slot: Slot) -> Bool {
        guard let key = slot.key, let canonical = identities[Int(slot.id)].canonical else { return false }
        return unsafe key.start == canonical.start
    }

    /// Empties a slot and moves what follows it back, so that no search ends too early.
    private mutating func takeOut(slotAt gap: Int) {
        takenSlotCount -= 1
        let mask = slots.count - 1
        var gap = gap
        var index = (gap + 1) & mask
        while slots[index].key != nil {
            let home = Int(slots[index].hash) & mask
            if (index - home) & mask >= (index - gap) & mask {
                slots[gap] = slots[index]
                gap = index
            }
            index = (index + 1) & mask
        }
        slots[gap].key = nil
    }

    private mutating func place(_ slot: Slot) {
        let mask = slots.count - 1
        var index = Int(slot.hash) & mask
        while slots[index].key != nil { index = (index + 1) & mask }
        slots[index] = slot
    }

    private mutating func resize(to size: Int) {
        let old = slots
        slots = Self.emptySlots(size)
        for slot in old where slot.key != nil { place(slot) }
    }

    private static func emptySlots(_ count: Int) -> [Slot] {
        [Slot](repeating: Slot(hash: 0, lastFound: 0, parent: 0, key: nil, id: 0), count: count)
    }
}
