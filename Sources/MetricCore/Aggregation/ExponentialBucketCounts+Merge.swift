extension ExponentialBucketCounts {
    /// Drops empty buckets at both ends.
    public mutating func trim() {
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
            offset = 0
            counts.removeAll(keepingCapacity: true)
            return
        }
        guard first > 0 || last < counts.count - 1 else { return }
        counts.removeSubrange((last + 1)...)
        counts.removeSubrange(..<first)
        offset = Int32(clamping: Int(offset) + first)
    }

    /// Merges each 2^shift neighbours into one bucket.
    public mutating func downscale(by shift: Int) {
        guard !counts.isEmpty else { return }
        let shift = Int64(min(shift, 62))
        let first = Int64(offset) >> shift
        let last = (Int64(offset) + Int64(counts.count) - 1) >> shift
        var coarser = [UInt64](repeating: 0, count: Int(last - first) + 1)
        for index in counts.indices {
            let target = Int((Int64(offset) + Int64(index)) >> shift - first)
            coarser[target] = coarser[target].addingClamped(counts[index])
        }
        offset = Int32(clamping: first)
        counts = coarser
    }

    /// How many buckets both sides together span.
    public func unionCount(_ other: ExponentialBucketCounts) -> Int {
        if counts.isEmpty || other.counts.isEmpty { return max(counts.count, other.counts.count) }
        let end = max(Int(offset) + counts.count, Int(other.offset) + other.counts.count)
        return end - min(Int(offset), Int(other.offset))
    }

    /// Adds the counts of another side of the same scale, bucket by bucket.
    public mutating func add(_ other: ExponentialBucketCounts) {
        guard !other.counts.isEmpty else { return }
        guard !counts.isEmpty else {
            self = other
            return
        }
        let first = min(offset, other.offset)
        var sum = [UInt64](repeating: 0, count: unionCount(other))
        for side in [self, other] {
            let shift = Int(side.offset) - Int(first)
            for index in side.counts.indices {
                sum[index + shift] = sum[index + shift].addingClamped(side.counts[index])
            }
        }
        self = ExponentialBucketCounts(offset: first, counts: sum)
    }

    /// What was counted since `earlier`, in the same buckets; nil if some of that isn't counted here any more.
    func subtracting(_ earlier: ExponentialBucketCounts) -> ExponentialBucketCounts? {
        var rest = self
        for (index, count) in earlier.counts.enumerated() where count > 0 {
            let own = Int(earlier.offset) + index - Int(offset)
            guard counts.indices.contains(own), counts[own] >= count else { return nil }
            rest.counts[own] -= count
        }
        return rest
    }

    /// Empties the lowest buckets for as long as they match, and tells how many values were in them.
    public mutating func removeBuckets(while matches: (Int) -> Bool) -> UInt64 {
        var removed: UInt64 = 0
        var index = 0
        while index < counts.count, matches(Int(offset) + index) {
            removed = removed.addingClamped(counts[index])
            counts[index] = 0
            index += 1
        }
        if index > 0 { trim() }
        return removed
    }
}
