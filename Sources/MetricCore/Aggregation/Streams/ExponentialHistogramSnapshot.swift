/// What a stream of exponential histograms has contributed to its total.
final class ExponentialHistogramSnapshot: HistogramPart {
    private(set) var count: UInt64
    private(set) var sum: Double
    private(set) var time: UInt64
    private(set) var buckets = ExponentialBuckets()
    let generation: UInt32 = 0

    init(_ histogram: ExponentialHistogramState, time: UInt64, generation: UInt32) {
        count = histogram.count
        sum = histogram.sum
        self.time = time
        // Not the same lists, which are as long as the longest histogram needed.
        buckets.set(histogram.buckets)
    }

    func set(_ histogram: ExponentialHistogramState, time: UInt64, generation: UInt32) {
        count = histogram.count
        sum = histogram.sum
        self.time = time
        buckets.set(histogram.buckets)
    }

    func isExceeded(by histogram: ExponentialHistogramState, time: UInt64) -> Bool {
        if histogram.count != count { return histogram.count > count }
        if time != self.time { return time > self.time }
        if histogram.sum != sum { return histogram.sum > sum }
        return buckets.precedes(histogram.buckets)
    }

    func isRestarted(by histogram: ExponentialHistogramState) -> Bool { histogram.count < count }

    var contribution: Stream.Contribution { .exponentialHistogram(self) }

    static func from(_ contribution: Stream.Contribution) -> ExponentialHistogramSnapshot? {
        if case .exponentialHistogram(let snapshot) = contribution { snapshot } else { nil }
    }

    /// How many bytes of memory it takes.
    var byteCount: Int { 112 + (buckets.positive.counts.capacity + buckets.negative.counts.capacity) * 8 }
}

extension ExponentialBuckets {
    /// Overwrites everything, in the memory that is there.
    fileprivate mutating func set(_ other: ExponentialBuckets) {
        scale = other.scale
        zeroCount = other.zeroCount
        zeroThreshold = other.zeroThreshold
        positive.set(other.positive)
        negative.set(other.negative)
    }

    /// An order of no meaning, but always the same.
    fileprivate func precedes(_ other: ExponentialBuckets) -> Bool {
        if scale != other.scale { return scale < other.scale }
        if zeroCount != other.zeroCount { return zeroCount < other.zeroCount }
        if positive != other.positive { return positive.precedes(other.positive) }
        return negative.precedes(other.negative)
    }
}

extension ExponentialBucketCounts {
    fileprivate mutating func set(_ other: ExponentialBucketCounts) {
        offset = other.offset
        counts.removeAll(keepingCapacity: true)
        counts.append(contentsOf: other.counts)
    }

    fileprivate func precedes(_ other: ExponentialBucketCounts) -> Bool {
        offset == other.offset ? counts.lexicographicallyPrecedes(other.counts) : offset < other.offset
    }
}
