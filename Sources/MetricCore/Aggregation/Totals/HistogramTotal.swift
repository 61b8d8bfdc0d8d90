/// A histogram with explicit bounds, added up over streams that have the same bounds.
///
/// Counts wrap around rather than trap. What wraps is made up: nobody counts to 2^64.
struct HistogramTotal: Equatable {
    private(set) var count: UInt64 = 0
    private var preciseSum = PreciseSum()
    /// The upper bounds of all buckets but the last.
    private(set) var bounds: [Double]
    /// Values in each bucket, not cumulative; one more than there are bounds.
    private(set) var bucketCounts: [UInt64]
    /// The latest start of a stream with these bounds, in nanoseconds since 1970.
    private(set) var latestStart: UInt64
    /// Tells the parts that are in this total from those that were added up before the bounds changed.
    private(set) var generation: UInt32 = 0

    /// A total without values, with the bounds of a stream that began then.
    init(bounds: [Double], start: UInt64) {
        // Not the same list, which is as long as the longest histogram needed.
        self.bounds = Array(bounds[...])
        bucketCounts = [UInt64](repeating: 0, count: bounds.count + 1)
        latestStart = start
    }

    var sum: Double { preciseSum.value }

    /// Makes room for a stream's point: with the same bounds, it can be added. Of two that differ, those of the later
    /// start stand, of equal starts the greater: the total begins anew with them.
    ///
    /// - Returns: Whether the point has the bounds that stand now.
    mutating func accept(bounds others: [Double], start: UInt64) -> Bool {
        let order = bounds.compareBits(others)
        guard order != 0 else {
            latestStart = max(latestStart, start)
            return true
        }
        guard (latestStart, order) < (start, 0) else { return false }
        let next = generation &+ 1
        self = HistogramTotal(bounds: others, start: start)
        generation = next
        return true
    }

    mutating func add(_ snapshot: HistogramSnapshot) {
        count &+= snapshot.count
        preciseSum.add(snapshot.sum)
        for index in bucketCounts.indices { bucketCounts[index] &+= snapshot.bucketCounts[index] }
    }

    mutating func subtract(_ snapshot: HistogramSnapshot) {
        count &-= snapshot.count
        preciseSum.add(-snapshot.sum)
        for index in bucketCounts.indices { bucketCounts[index] &-= snapshot.bucketCounts[index] }
    }
}

extension [Double] {
    /// Compares bit by bit, so that anything equals itself: less than, equal to or greater than 0.
    fileprivate func compareBits(_ others: [Double]) -> Int {
        for (left, right) in zip(self, others) where left.bitPattern != right.bitPattern {
            return left.bitPattern < right.bitPattern ? -1 : 1
        }
        return count == others.count ? 0 : count < others.count ? -1 : 1
    }
}
