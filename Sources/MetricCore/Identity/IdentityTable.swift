internal import Glibc

/// Gives identities their ids and finds them by their bytes under their parent: a hash table with open addressing whose
/// keys are compared in full.
///
/// An identity has the spelling that it was made with, and some others. What isn't found for long is taken out by
/// ``sweep``, its id being used again only after ``free(_:)``.
///
/// This is the registry's byte store, and the one place where it handles memory itself: every key is a block of its
/// own, never changed once it is made. First keys are freed in `free`, others as they leave the slots, and all that
/// are left at the end.
@safe
struct IdentityTable: ~Copyable {
    /// How many spellings of an identity are remembered beside the first one.
    static let spellingLimit = 8

    @safe
    private struct Key {
        let start: UnsafeRawPointer
        let count: UInt32
    }

    private struct Spelling {
        /// Nil while nobody uses this place.
        var key: Key?
        let id: UInt32
        /// ``retired`` once the identity has been taken out, whose bytes are there for a while yet.
        var parent: UInt64
        var lastFound: UInt32
        /// The one that was found after this one last time. It may have gone since.
        var next = UInt32.max
    }

    private struct Identity {
        /// The place of the spelling that it was made with; `UInt32.max` while the id is free.
        var first: UInt32
        /// What keeps it beside being found: children, for example.
        var useCount: UInt32 = 0
        var spellingCount: UInt8 = 0
    }

    /// Where a search has got to. Senders say the same in the same order again and again, so what was found next last
    /// time is looked at first, and most searches need no hash.
    struct Cursor {
        fileprivate var spelling = UInt32.max
        /// What was found after it last time.
        fileprivate var next = UInt32.max
    }

    private var slots = HashSlots()
    /// In the order in which they came, which is that in which they are sent again: neighbours in memory.
    private var spellings = ChunkedArray<Spelling>()
    private var freePlaces: [UInt32] = []
    private var identities: [Identity] = []
    private var freeIDs: [UInt32] = []

    /// What no identity has for a parent.
    private static let retired = UInt64.max

    /// How many slots can be looked at in the time in which one is emptied.
    private static let removalCost = 15

    /// How many identities have an id, those that were taken out and not freed yet among them.
    var count: Int { identities.count - freeIDs.count }
    /// How many slots there are, taken or not.
    var slotCount: Int { slots.count }

    deinit {
        for place in spellings.indices { unsafe spellings[place].key?.start.deallocate() }
    }

    // MARK: - Finding

    /// The identity with these bytes, whose hash is `hash`; it counts as found at `now`.
    mutating func find(_ bytes: RawSpan, hash: UInt64, parent: UInt64, now: UInt32) -> UInt32? {
        guard let place = search(bytes, hash, parent) else { return nil }
        return note(place, now)
    }

    /// The identity with these bytes, if it was found last time as well after the one that was found last.
    @inline(__always)
    mutating func findNext(_ bytes: RawSpan, after cursor: inout Cursor, parent: UInt64, now: UInt32) -> UInt32? {
        guard cursor.next < spellings.count else { return nil }
        let next = spellings[Int(cursor.next)]
        guard next.parent == parent, Self.isEqual(next.key, bytes) else { return nil }
        if next.lastFound != now { spellings[Int(cursor.next)].lastFound = now }
        cursor = Cursor(spelling: cursor.next, next: next.next)
        return next.id
    }

    /// The identity with these bytes, which will be looked for after the one that was found last.
    mutating func find(
        _ bytes: RawSpan, after cursor: inout Cursor, hash: UInt64, parent: UInt64, now: UInt32
    ) -> UInt32? {
        guard let place = search(bytes, hash, parent) else { return nil }
        if cursor.spelling < spellings.count { spellings[Int(cursor.spelling)].next = UInt32(place) }
        cursor = Cursor(spelling: UInt32(place), next: spellings[place].next)
        return note(place, now)
    }

    private func search(_ bytes: RawSpan, _ hash: UInt64, _ parent: UInt64) -> Int? {
        var search = slots.search(ByteHash.combine(hash, parent))
        while let place = slots.next(&search) {
            if spellings[place].parent == parent, Self.isEqual(spellings[place].key, bytes) { return place }
        }
        return nil
    }

    private mutating func note(_ place: Int, _ now: UInt32) -> UInt32 {
        if spellings[place].lastFound != now { spellings[place].lastFound = now }
        return spellings[place].id
    }

    /// Notes that an identity was found at `now` by other means than its bytes.
    mutating func noteFound(_ id: UInt32, now: UInt32) {
        _ = note(Int(identities[Int(id)].first), now)
    }

    /// The bytes that an identity was made with, which isn't free.
    func bytes(of id: UInt32) -> [UInt8] {
        let first = identities[Int(id)].first
        guard first != .max, let key = spellings[Int(first)].key else {
            preconditionFailure("a free id has no bytes")
        }
        return unsafe Array(UnsafeRawBufferPointer(start: key.start, count: Int(key.count)))
    }

    @inline(__always)
    private static func isEqual(_ key: Key?, _ bytes: RawSpan) -> Bool {
        guard let key, Int(key.count) == bytes.byteCount else { return false }
        return unsafe bytes.withUnsafeBytes { other in
            guard let start = other.baseAddress else { return true }
            return unsafe memcmp(key.start, start, other.count) == 0
        }
    }

    // MARK: - Adding

    /// Makes an identity of bytes that aren't in the table yet.
    mutating func make(_ bytes: RawSpan, hash: UInt64, parent: UInt64, now: UInt32) -> UInt32 {
        let id = freeIDs.popLast() ?? UInt32(identities.count)
        let identity = Identity(first: insert(bytes, hash: hash, parent: parent, id: id, now: now))
        if Int(id) == identities.count { identities.append(identity) } else { identities[Int(id)] = identity }
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

    private mutating func insert(_ bytes: RawSpan, hash: UInt64, parent: UInt64, id: UInt32, now: UInt32) -> UInt32 {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.byteCount, 1), alignment: 1)
        unsafe bytes.withUnsafeBytes { unsafe copy.copyMemory(from: $0) }
        guard let start = UnsafeRawPointer(copy.baseAddress) else {
            preconditionFailure("a block of at least one byte has an address")
        }
        let key = unsafe Key(start: start, count: UInt32(bytes.byteCount))
        let spelling = Spelling(key: key, id: id, parent: parent, lastFound: now)
        let place = freePlaces.popLast() ?? UInt32(spellings.count)
        if Int(place) == spellings.count { spellings.append(spelling) } else { spellings[Int(place)] = spelling }
        slots.insert(Int(place), ByteHash.combine(hash, parent))
        return place
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
    ///   - retired: Is given the identities that were taken out. Their bytes stay until ``free(_:)``.
    mutating func sweep(from cursor: inout Int, slots count: Int, foundBefore tick: UInt32, retired: inout [UInt32]) {
        var left = count
        while left > 0, cursor < slots.count {
            left -= 1
            guard let place = slots.place(at: cursor), spellings[place].lastFound < tick else {
                cursor += 1
                continue
            }
            let id = spellings[place].id
            let identity = identities[Int(id)]
            if identity.first != place {
                free(place: place)
                identities[Int(id)].spellingCount -= 1
            } else if identity.spellingCount == 0 && identity.useCount == 0 {
                retired.append(id)
                spellings[place].parent = Self.retired
            } else {
                cursor += 1
                continue
            }
            // What follows moves up, so the same slot is looked at again.
            slots.remove(slot: cursor)
            left -= Self.removalCost
        }
    }

    /// Takes an identity out at once that has one spelling only, with this hash, and frees it.
    mutating func remove(_ id: UInt32, hash: UInt64, parent: UInt64) {
        let place = Int(identities[Int(id)].first)
        slots.remove(slot: slots.slot(of: place, ByteHash.combine(hash, parent)))
        free(id)
    }

    /// Gives the id of an identity that was taken out, and its bytes, back.
    mutating func free(_ id: UInt32) {
        free(place: Int(identities[Int(id)].first))
        identities[Int(id)].first = .max
        freeIDs.append(id)
    }

    private mutating func free(place: Int) {
        unsafe spellings[place].key?.start.deallocate()
        spellings[place].key = nil
        freePlaces.append(UInt32(place))
    }

    /// Gives memory back if nearly all of it isn't used.
    mutating func shrink() {
        guard slots.shrink() else { return }
        // The first places are taken first, so that the last ones get free.
        freePlaces.sort(by: >)
        let unused = zip(freePlaces, spellings.indices.reversed()).prefix { Int($0) == $1 }.count
        freePlaces.removeFirst(unused)
        spellings.removeLast(unused)
    }
}
