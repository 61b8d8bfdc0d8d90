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

    /// Puts two lists in order together, each of which is.
    func merge(_ left: [FamilyMember], _ right: [FamilyMember]) -> [FamilyMember] {
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
}
