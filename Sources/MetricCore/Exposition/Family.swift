/// The series of one name: they share HELP and TYPE and stand together.
struct Family {
    let name: String
    var help: String
    var type: PageType
    /// Whether some of the members may have another type, so that they aren't shown.
    var hasConflict = false
    /// Which of two families came first.
    let sequence: UInt64
    /// Changes whenever members were taken out.
    var epoch: UInt64
    /// The members in the page's order, by their index.
    var sorted: [Int] = []
    /// Members that came since the last scrape.
    var unsorted: [Int] = []
    /// Whether some of the members have left without having been taken out yet.
    var hasGone = false

    var isEmpty: Bool { sorted.isEmpty && unsorted.isEmpty }
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

    subscript(index: Int) -> Family {
        get {
            guard let family = families[index] else { preconditionFailure("family \(index) has been removed") }
            return family
        }
        set { families[index] = newValue }
    }

    /// The index of the family of that name, which the first series makes with its own type and help.
    mutating func join(
        _ name: String, _ type: PageType, help: String, sequence: UInt64
    ) -> (index: Int, conflict: FamilyConflict?) {
        guard let index = indexes[name] else {
            let family = Family(name: name, help: help, type: type, sequence: sequence, epoch: sequence)
            let index = free.popLast() ?? families.count
            if index == families.count { families.append(family) } else { families[index] = family }
            indexes[name] = index
            return (index, nil)
        }
        let family = self[index]
        if family.type != type {
            families[index]?.hasConflict = true
            return (
                index,
                FamilyConflict(
                    family: name, existing: family.type.rawValue, other: type.rawValue, isAboutType: true)
            )
        }
        guard family.help == help else {
            return (
                index, FamilyConflict(family: name, existing: family.help, other: help, isAboutType: false)
            )
        }
        return (index, nil)
    }

    mutating func insert(_ series: Int, into index: Int, _ all: borrowing ChunkedArray<PageSeries?>) {
        // An index that is used again must not stand in the list twice.
        if self[index].hasGone { removeGone(from: index, all, sequence: self[index].epoch + 1) }
        families[index]?.unsorted.append(series)
    }

    mutating func noteGone(from index: Int) {
        families[index]?.hasGone = true
    }

    /// Takes out what has left; families without members go.
    mutating func removeGone(_ all: borrowing ChunkedArray<PageSeries?>, sequence: UInt64) {
        for index in families.indices where families[index]?.hasGone == true {
            removeGone(from: index, all, sequence: sequence)
            guard let family = families[index], family.isEmpty else { continue }
            indexes[family.name] = nil
            families[index] = nil
            free.append(index)
        }
    }

    private mutating func removeGone(
        from index: Int, _ all: borrowing ChunkedArray<PageSeries?>, sequence: UInt64
    ) {
        families[index]?.sorted.removeAll { all[$0]?.family != index }
        families[index]?.unsorted.removeAll { all[$0]?.family != index }
        families[index]?.hasGone = false
        families[index]?.epoch = sequence
        if families[index]?.hasConflict == true { settleConflict(in: index, all) }
    }

    /// The type of the series that came first stands.
    private mutating func settleConflict(in index: Int, _ all: borrowing ChunkedArray<PageSeries?>) {
        let family = self[index]
        let members = (family.sorted + family.unsorted).compactMap { all[$0] }
        guard let first = members.min(by: { $0.version < $1.version }) else { return }
        families[index]?.type = first.type
        families[index]?.hasConflict = members.contains { $0.type != first.type }
    }

    /// Keeps the order that a scrape has worked out, where nothing has left meanwhile.
    mutating func keepOrder(_ ordered: [Family?], before: [Family?]) {
        for index in ordered.indices {
            guard let family = ordered[index], let old = before[index], !old.unsorted.isEmpty,
                families[index]?.epoch == old.epoch
            else { continue }
            // What came meanwhile stands behind what has been sorted. Another scrape may have been faster.
            guard let now = families[index], now.sorted.count == old.sorted.count else { continue }
            families[index]?.sorted = family.sorted
            families[index]?.unsorted.removeFirst(old.unsorted.count)
        }
    }
}
