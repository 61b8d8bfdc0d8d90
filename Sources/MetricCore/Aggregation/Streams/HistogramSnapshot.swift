/// What a stream of histograms with explicit bounds has contributed to its total.
final class HistogramSnapshot: HistogramPart {
    private(set) var count: UInt64
    private(set) var sum: Double
    private(set) var time: UInt64
    /// Values in each bucket, not cumulative; one more than there are bounds.
    private(set) var bucketCounts: [UInt64] = []
    private(set) var generation: UInt32

    init(_ histogram: HistogramState, time: UInt64, generation: UInt32) {
        count = histogram.count
        sum = histogram.sum
        self.time = time
        self.generation = generation
        // Not the same list, which is as long as the longest histogram needed.
        bucketCounts.append(contentsOf: histogram.bucketCounts)
        bucketCounts.fit(bucketCount: histogram.bounds.count + 1)
    }

    func set(_ histogram: HistogramState, time: UInt64, generation: UInt32) {
        count = histogram.count
        sum = histogram.sum
        self.time = time
        self.generation = generation
        bucketCounts.removeAll(keepingCapacity: true)
        bucketCounts.append(contentsOf: histogram.bucketCounts)
        bucketCounts.fit(bucketCount: histogram.bounds.count + 1)
    }

    func isExceeded(by histogram: HistogramState, time: UInt64) -> Bool {
        if histogram.count != count { return histogram.count > count }
        if time != self.time { return time > self.time }
        if histogram.sum != sum { return histogram.sum > sum }
        return bucketCounts.lexicographicallyPrecedes(histogram.bucketCounts)
    }

    func isRestarted(by histogram: HistogramState) -> Bool { histogram.count < count }

    var contribution: Stream.Contribution { .histogram(self) }

    static func from(_ contribution: Stream.Contribution) -> HistogramSnapshot? {
        if case .histogram(let snapshot) = contribution { snapshot } else { nil }
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
