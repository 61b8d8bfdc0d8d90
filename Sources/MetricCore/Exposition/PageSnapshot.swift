/// What a page had to show at one moment.
public struct PageSnapshot: Sendable {
    let series: ChunkedArray<PageSeries?>
    let cells: ChunkedArray<Cell>
    /// With all members in order, once ``sort()`` has run.
    private(set) var families: [Family?]
    /// The families as they were taken.
    let unsortedFamilies: [Family?]
    let options: PageOptions
    /// Series with a lesser version are there.
    public let version: UInt64
    /// When it was taken, in nanoseconds of the monotonic clock.
    public let time: UInt64

    init(
        series: ChunkedArray<PageSeries?>, cells: ChunkedArray<Cell>, families: [Family?], options: PageOptions,
        version: UInt64, time: UInt64
    ) {
        self.series = series
        self.cells = cells
        self.version = version
        self.time = time
        self.families = families
        unsortedFamilies = families
        self.options = options
    }

    /// Brings the members of each family into the page's order: what is new is sorted and merged into the rest.
    public mutating func sort() {
        for index in families.indices {
            guard let family = families[index], !family.unsorted.isEmpty else { continue }
            let new = family.unsorted.sorted(by: precedes)
            let all = merge(family.sorted, new)
            families[index]?.sorted = all
            families[index]?.unsorted = []
        }
    }

    private func merge(_ left: [FamilyMember], _ right: [FamilyMember]) -> [FamilyMember] {
        guard !left.isEmpty else { return right }
        var merged: [FamilyMember] = []
        merged.reserveCapacity(left.count + right.count)
        var next = 0
        for member in left {
            while next < right.count, precedes(right[next], member) {
                merged.append(right[next])
                next += 1
            }
            merged.append(member)
        }
        return merged + right[next...]
    }

    /// By labels; of equal ones, of which only one can be shown, the one that came first.
    private func precedes(_ left: FamilyMember, _ right: FamilyMember) -> Bool {
        guard let left = left.series(in: series), let right = right.series(in: series) else { return false }
        let order = LabelOrder.compare(left.labels, right.labels)
        return order == 0 ? left.version < right.version : order < 0
    }

    /// The families to show, by name. A family named like a line of another's histogram or summary is left out if it
    /// came later, and so is the other if that came later.
    func familiesToShow() -> [Family] {
        let all = families.compactMap { $0 }
        var byName: [String: Family] = [:]
        for family in all { byName[family.name] = family }
        var hidden: Set<String> = []
        for family in all {
            for suffix in family.type.lineSuffixes {
                guard let other = byName[family.name + suffix] else { continue }
                hidden.insert(other.sequence > family.sequence ? other.name : family.name)
            }
        }
        return all.filter { !hidden.contains($0.name) }.sorted {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
    }
}

extension PageType {
    /// What its lines are called behind the family's name.
    fileprivate var lineSuffixes: [String] {
        switch self {
        case .counter, .gauge: []
        case .histogram: ["_bucket", "_sum", "_count"]
        case .summary: ["_sum", "_count"]
        }
    }
}
