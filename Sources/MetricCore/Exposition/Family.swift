/// What is said of a family of series before its lines.
struct FamilyHead: Sendable {
    let name: String
    var type: PageType
    var help: String
    /// As it stands in names: `seconds`; may be empty.
    var unit = ""
}

/// The series of one name: they share HELP and TYPE and stand together.
struct Family {
    var head: FamilyHead
    /// Whether some of the members may have another type, so that they aren't shown.
    var hasConflict = false
    /// Which of two families came first.
    let sequence: UInt64
    /// Changes whenever members were taken out, and is never used twice.
    var epoch: UInt64
    /// How many members there are; never zero.
    var count = 0
    /// The members in the page's order, and some that have gone.
    var sorted: [FamilyMember] = []
    /// Members that came since the last scrape, and some that have gone.
    var unsorted: [FamilyMember] = []

    var name: String { head.name }
    var type: PageType { head.type }

    /// How many in the lists have gone.
    var goneCount: Int { sorted.count + unsorted.count - count }
}

/// A series as the member of a family.
struct FamilyMember {
    // Half as wide as what they stand for: there are many members.
    private let seriesIndex: UInt32
    private let joined: UInt32

    /// A series that joins with that version; when it has another one, the member has gone.
    init(index: Int, version: UInt64) {
        seriesIndex = UInt32(index)
        joined = UInt32(truncatingIfNeeded: version)
    }

    /// Where the series is.
    var index: Int { Int(seriesIndex) }

    /// The series, if it is still a member.
    func series(in all: borrowing ChunkedArray<PageSeries?>) -> PageSeries? {
        guard let series = all[index], UInt32(truncatingIfNeeded: series.version) == joined else { return nil }
        return series
    }
}

/// A series whose type or HELP isn't that of its family.
public struct FamilyConflict: Hashable, Sendable {
    /// The family's name.
    public let family: String
    /// What the family has.
    public let existing: String
    /// What the series has.
    public let other: String
    /// Whether it is the type, so that the series isn't shown; else it is the HELP text, which is left out.
    public let isAboutType: Bool
}

/// All families, by name and by index.
struct FamilyTable {
    private(set) var families: [Family?] = []
    private var indexes: [String: Int] = [:]
    private var free: [Int] = []
    private var nextEpoch: UInt64 = 0

    /// A family that is there. What changes it goes by the list, which changes it in place.
    subscript(index: Int) -> Family {
        guard let family = families[index] else { preconditionFailure("family \(index) has been removed") }
        return family
    }

    /// How many members the family of that name has.
    func memberCount(of name: String) -> Int {
        indexes[name].map { self[$0].count } ?? 0
    }

    /// Sets the HELP text of a family, whatever its first series had.
    mutating func setHelp(_ help: String, of index: Int) {
        families[index]?.head.help = help
    }

    /// The index of the family of that name, which the first series makes with what it says of it. Whoever asks joins
    /// by ``insert(_:into:_:)``.
    mutating func find(_ head: FamilyHead) -> (index: Int, conflict: FamilyConflict?) {
        guard let index = indexes[head.name] else { return (make(head), nil) }
        let existing = self[index].head
        if existing.type != head.type {
            families[index]?.hasConflict = true
            return (
                index,
                FamilyConflict(
                    family: head.name, existing: existing.type.rawValue, other: head.type.rawValue, isAboutType: true)
            )
        }
        guard existing.help == head.help else {
            return (
                index,
                FamilyConflict(family: head.name, existing: existing.help, other: head.help, isAboutType: false)
            )
        }
        return (index, nil)
    }

    private mutating func make(_ head: FamilyHead) -> Int {
        let epoch = takeEpoch()
        let family = Family(head: head, sequence: epoch, epoch: epoch)
        let index = free.popLast() ?? families.count
        if index == families.count { families.append(family) } else { families[index] = family }
        indexes[head.name] = index
        return index
    }

    mutating func insert(_ member: FamilyMember, into index: Int, _ all: borrowing ChunkedArray<PageSeries?>) {
        families[index]?.unsorted.append(member)
        families[index]?.count += 1
        // Often enough to keep the lists short, seldom enough to cost little for each that has gone.
        let family = self[index]
        if family.goneCount > family.count { removeGone(from: index, all) }
    }

    /// Notes that a member of the family has gone. A family without members goes.
    mutating func noteGone(from index: Int) {
        families[index]?.count -= 1
        guard let family = families[index], family.count == 0 else { return }
        indexes[family.name] = nil
        families[index] = nil
        free.append(index)
    }

    /// Takes out what has gone.
    mutating func removeGone(_ all: borrowing ChunkedArray<PageSeries?>) {
        for index in families.indices where families[index]?.goneCount ?? 0 > 0 { removeGone(from: index, all) }
    }

    private mutating func removeGone(from index: Int, _ all: borrowing ChunkedArray<PageSeries?>) {
        families[index]?.sorted.removeAll { $0.series(in: all) == nil }
        families[index]?.unsorted.removeAll { $0.series(in: all) == nil }
        let epoch = takeEpoch()
        families[index]?.epoch = epoch
        if families[index]?.hasConflict == true { settleConflict(in: index, all) }
    }

    /// The type of the series that came first stands.
    private mutating func settleConflict(in index: Int, _ all: borrowing ChunkedArray<PageSeries?>) {
        let family = self[index]
        let members = (family.sorted + family.unsorted).compactMap { $0.series(in: all) }
        guard let first = members.min(by: { $0.version < $1.version }) else { return }
        families[index]?.head.type = first.type
        families[index]?.hasConflict = members.contains { $0.type != first.type }
    }

    /// Keeps the order that a scrape has worked out, where nothing has been taken out meanwhile.
    mutating func keepOrder(_ ordered: [Family?], before: [Family?]) {
        for index in ordered.indices {
            guard let family = ordered[index], let old = before[index], !old.unsorted.isEmpty,
                families[index]?.epoch == old.epoch
            else { continue }
            // What came meanwhile stands behind what has been sorted. Another scrape may have been faster.
            guard families[index]?.sorted.count == old.sorted.count else { continue }
            families[index]?.sorted = family.sorted
            families[index]?.unsorted.removeFirst(old.unsorted.count)
        }
    }

    private mutating func takeEpoch() -> UInt64 {
        nextEpoch += 1
        return nextEpoch
    }
}
