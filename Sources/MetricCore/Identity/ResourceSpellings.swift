/// The resources seen lately by their bytes as they came: which resource it is, and which writer.
///
/// Every task process of Airflow sends a resource of its own, so this forgets: the oldest spelling goes when there are
/// too many, and is decoded anew should it come again.
struct ResourceSpellings: ~Copyable {
    /// How many are remembered. Beyond some thousands of processes that send within one interval, decoding a resource
    /// for each request still costs no more than the request itself.
    static let capacity = 4096

    struct Entry {
        var resource: ResourceID
        var writer: WriterID
        fileprivate var key: IdentityTable.Key
        fileprivate var hash: UInt64
    }

    private var table = IdentityTable()
    /// A ring: the next to go is the next to be written.
    private var entries: [Entry] = []
    private var next = 0

    func find(_ bytes: RawSpan, hash: UInt64) -> Entry? {
        table.find(bytes, hash: hash, parent: 0).map { entries[Int($0)] }
    }

    mutating func insert(_ bytes: RawSpan, hash: UInt64, resource: ResourceID, writer: WriterID) {
        guard find(bytes, hash: hash) == nil else { return }
        if entries.count == Self.capacity {
            let oldest = entries[next]
            oldest.key.withBytes { table.remove($0, hash: oldest.hash, parent: 0) }
        }
        let key = table.insert(bytes, hash: hash, parent: 0, id: UInt32(next))
        let entry = Entry(resource: resource, writer: writer, key: key, hash: hash)
        if entries.count < Self.capacity {
            entries.append(entry)
        } else {
            entries[next] = entry
        }
        next = (next + 1) % Self.capacity
    }
}
