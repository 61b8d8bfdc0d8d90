internal import Glibc

/// Finds the id of an identity by its bytes under its parent: a hash table with open addressing whose keys are compared
/// in full.
///
/// This is the registry's byte store, and the one place where it handles memory itself: every key is a block of its
/// own, made in `insert`, freed in `remove` or at the end, and never changed in between.
@safe
struct IdentityTable: ~Copyable {
    /// A key's bytes in the table's memory, valid until the key is removed.
    @safe
    struct Key {
        fileprivate let start: UnsafeRawPointer
        fileprivate let count: UInt32

        /// Lends the bytes. The registry keeps no key beyond the removal of its identity, so they are still there.
        func withBytes<Result, Failure: Error>(
            _ body: (RawSpan) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try unsafe body(UnsafeRawBufferPointer(start: start, count: Int(count)).bytes)
        }
    }

    private struct Slot {
        var hash: UInt64
        var parent: UInt64
        var key: Key?
        var id: UInt32
    }

    private var slots: [Slot]
    private(set) var count = 0

    init() {
        slots = Self.emptySlots(16)
    }

    deinit {
        for slot in slots { unsafe slot.key?.start.deallocate() }
    }

    /// The id under which these bytes were inserted; `hash` is theirs.
    @inline(__always)
    func find(_ bytes: RawSpan, hash: UInt64, parent: UInt64) -> UInt32? {
        let hash = ByteHash.combine(hash, parent)
        let mask = slots.count &- 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while let key = slots[index].key {
            if slots[index].hash == hash, slots[index].parent == parent, Self.isEqual(key, bytes) {
                return slots[index].id
            }
            index = (index &+ 1) & mask
        }
        return nil
    }

    /// Adds bytes that aren't in the table yet.
    @discardableResult
    mutating func insert(_ bytes: RawSpan, hash: UInt64, parent: UInt64, id: UInt32) -> Key {
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.byteCount, 1), alignment: 1)
        unsafe bytes.withUnsafeBytes { unsafe copy.copyMemory(from: $0) }
        guard let start = UnsafeRawPointer(copy.baseAddress) else {
            preconditionFailure("a block of at least one byte has an address")
        }
        let key = unsafe Key(start: start, count: UInt32(bytes.byteCount))
        place(Slot(hash: ByteHash.combine(hash, parent), parent: parent, key: key, id: id))
        count += 1
        return key
    }

    /// Adds bytes if they aren't in the table yet.
    mutating func insertIfAbsent(_ bytes: RawSpan, hash: UInt64, parent: UInt64, id: UInt32) {
        if find(bytes, hash: hash, parent: parent) == nil { insert(bytes, hash: hash, parent: parent, id: id) }
    }

    /// Takes bytes out and frees them.
    mutating func remove(_ bytes: RawSpan, hash: UInt64, parent: UInt64) {
        let hash = ByteHash.combine(hash, parent)
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while let key = slots[index].key {
            if slots[index].hash == hash, slots[index].parent == parent, Self.isEqual(key, bytes) {
                unsafe key.start.deallocate()
                count -= 1
                closeGap(at: index)
                return
            }
            index = (index + 1) & mask
        }
    }

    private static func isEqual(_ key: Key, _ bytes: RawSpan) -> Bool {
        guard Int(key.count) == bytes.byteCount else { return false }
        return unsafe bytes.withUnsafeBytes { other in
            guard let start = other.baseAddress else { return true }
            return unsafe memcmp(key.start, start, other.count) == 0
        }
    }

    /// Moves what follows a freed slot back, so that no search ends too early.
    private mutating func closeGap(at gap: Int) {
        let mask = slots.count - 1
        var gap = gap
        var index = (gap + 1) & mask
        while slots[index].key != nil {
            let home = Int(truncatingIfNeeded: slots[index].hash) & mask
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
        var index = Int(truncatingIfNeeded: slot.hash) & mask
        while slots[index].key != nil { index = (index + 1) & mask }
        slots[index] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Self.emptySlots(old.count * 2)
        for slot in old where slot.key != nil { place(slot) }
    }

    private static func emptySlots(_ count: Int) -> [Slot] {
        [Slot](repeating: Slot(hash: 0, parent: 0, key: nil, id: 0), count: count)
    }
}
