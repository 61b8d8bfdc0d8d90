/// Series that have left the page while their totals are kept, in the order in which they left.
struct HiddenSeries {
    /// How many there are.
    private(set) var count = 0
    /// From `head` on; some have come back since.
    private var queue: [FamilyMember] = []
    private var head = 0

    mutating func append(_ index: Int, version: UInt64) {
        count += 1
        queue.append(FamilyMember(index: index, version: version))
    }

    /// Notes that one has come back, or is forgotten.
    mutating func noteGone() {
        count -= 1
    }

    /// The one that left first.
    mutating func first(_ all: borrowing ChunkedArray<PageSeries?>) -> Int? {
        while head < queue.count {
            if queue[head].series(in: all) != nil { return queue[head].index }
            head += 1
        }
        return nil
    }

    /// Takes out what has gone: `always`, or if it is more than what is there.
    mutating func sweep(_ all: borrowing ChunkedArray<PageSeries?>, always: Bool = false) {
        guard always || queue.count > 2 * count else { return }
        queue.removeAll { $0.series(in: all) == nil }
        head = 0
    }
}
