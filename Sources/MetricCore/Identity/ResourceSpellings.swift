/// The resources seen lately by their bytes as they came: which resource it is, and which writer.
///
/// This is for those that ``ResourceParts`` can't take apart. There may be as many as processes, so it forgets: the
/// oldest spelling goes when there are too many, and is decoded anew should it come again. What is remembered here
/// keeps its resource in the registry: who inserts it counts a use, and takes it back for each entry that is given
/// back.
struct ResourceSpellings: ~Copyable {
    /// How many are remembered. Beyond some thousands of processes that send within one interval, decoding a resource
    /// for each request still costs no more than the request itself.
    static let capacity = 4096

    struct Entry {
        var resource: ResourceID
        var writer: WriterID
        fileprivate var hash: UInt64
    }

    private var table = IdentityTable()
    /// By the table's ids.
    private var entries: [Entry] = []
    /// The next to go when there are too many.
    private var next = 0

    mutating func find(_ bytes: RawSpan, hash: UInt64, now: UInt32) -> Entry? {
        table.find(bytes, hash: hash, parent: 0, now: now).map { entries[Int($0)] }
    }

    /// Remembers a spelling that isn't there yet.
    ///
    /// - Returns: The resource of the spelling that had to go for it.
    mutating func insert(
        _ bytes: RawSpan, hash: UInt64, resource: ResourceID, writer: WriterID, now: UInt32
    ) -> ResourceID? {
        var gone: ResourceID?
        if table.count == Self.capacity {
            gone = entries[next].resource
            table.remove(UInt32(next), hash: entries[next].hash, parent: 0)
            next = (next + 1) % Self.capacity
        }
        let id = table.make(bytes, hash: hash, parent: 0, now: now)
        entries.place(Entry(resource: resource, writer: writer, hash: hash), at: id)
        return gone
    }

    /// Forgets what wasn't found at `tick` or later, like ``IdentityTable/sweep``.
    ///
    /// - Returns: The resources of the spellings that are gone.
    mutating func sweep(from cursor: inout Int, slots count: Int, foundBefore tick: UInt32) -> [ResourceID] {
        var gone: [UInt32] = []
        table.sweep(from: &cursor, slots: count, foundBefore: tick, retired: &gone)
        for id in gone { table.free(id) }
        return gone.map { entries[Int($0)].resource }
    }

    /// How many slots ``sweep`` goes through.
    var slotCount: Int { table.slotCount }
}

extension Array {
    /// Sets what belongs to an id, the next one if it isn't there yet: ids are dense.
    mutating func place(_ element: Element, at id: UInt32) {
        if Int(id) == count {
            append(element)
        } else {
            self[Int(id)] = element
        }
    }
}
