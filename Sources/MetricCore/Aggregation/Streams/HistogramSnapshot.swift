/// What a stream of histograms with explicit bounds has contributed to its total.
final class HistogramSnapshot {
    private(set) var count: UInt64
    private(set) var sum: Double
    /// The time of its point, in nanoseconds since 1970.
    private(set) var time: UInt64
    /// Values in each bucket, not cumulative; one more than there are bounds.
    private(set) var bucketCounts: [UInt64]
    /// The generation of the total that it was added to.
    private(set) var generation: UInt32

    init(_ histogram: HistogramState, time: UInt64, generation: UInt32) {
        count = histogram.count
        sum = histogram.sum
        self.time = time
        self.generation = generation
        bucketCounts = histogram.bucketCounts
        bucketCounts.fit(bucketCount: histogram.bounds.count + 1)
    }

    /// Overwrites everything, in the memory that is there.
    func set(_ histogram: HistogramState, time: UInt64, generation: UInt32) {
        count = histogram.count
        sum = histogram.sum
        self.time = time
        self.generation = generation
        bucketCounts.removeAll(keepingCapacity: true)
        bucketCounts.append(contentsOf: histogram.bucketCounts)
        bucketCounts.fit(bucketCount: histogram.bounds.count + 1)
    }

    /// Whether a histogram of the same stream says more: it has the greater count; of equal ones it is newer, then its
    /// sum or its buckets are greater, so that the order of arrival plays no part.
    func isExceeded(by histogram: HistogramState, time: UInt64) -> Bool {
        if histogram.count != count { return histogram.count > count }
        if time != self.time { return time > self.time }
        if histogram.sum != sum { return histogram.sum > sum }
        return bucketCounts.lexicographicallyPrecedes(histogram.bucketCounts)
    }

    /// How many bytes of memory it takes.
    var byteCount: Int { 80 + bucketCounts.capacity * 8 }
}

extension [UInt64] {
    /// Leaves out the counts of buckets that have no bounds, and adds those that are missing.
    fileprivate mutating func fit(bucketCount: Int) {
        if count > bucketCount { removeLast(count - bucketCount) }
        while count < bucketCount { append(0) }
    }
}
