/// The value of an exponential histogram.
struct ExponentialHistogramState: Equatable {
    /// How many buckets a side may have; wider ones are brought to a coarser scale. SDKs send 160 at most.
    static let bucketLimit = 1024

    private(set) var count: UInt64 = 0
    private(set) var sum = 0.0
    private(set) var scale: Int32 = 0
    private(set) var zeroCount: UInt64 = 0
    private(set) var zeroThreshold = 0.0
    private(set) var positive = ExponentialBucketCounts()
    private(set) var negative = ExponentialBucketCounts()
    private(set) var startTime: UInt64
    private(set) var time: UInt64

    init(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) {
        startTime = point.startTime
        time = point.time
        guard !point.hasNoRecordedValue else { return }
        let fields = batch.exponentialHistograms[Int(point.detail)]
        count = fields.count
        sum = fields.sum ?? 0
        scale = fields.scale
        zeroCount = fields.zeroCount
        zeroThreshold = fields.zeroThreshold
        positive = ExponentialBucketCounts(batch.bytes(at: fields.positive, in: request))
        negative = ExponentialBucketCounts(batch.bytes(at: fields.negative, in: request))
        positive.trim()
        negative.trim()
        fitIntoLimit()
    }

    /// Takes a cumulative point, unless it is older than the newest. Tells whether it was taken.
    mutating func replace(with point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.time >= time else { return false }
        self = ExponentialHistogramState(point, of: batch, in: request)
        return true
    }

    /// Adds a delta that begins where the last one ended. One that begins later starts the total anew; one that begins
    /// earlier is refused.
    mutating func add(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.startTime == time else {
            guard point.startTime > time else { return false }
            self = ExponentialHistogramState(point, of: batch, in: request)
            return true
        }
        merge(ExponentialHistogramState(point, of: batch, in: request))
        time = point.time
        return true
    }

    /// Adds another's values at the coarser of the two scales (OTLP data model, "Exponential histogram merging").
    private mutating func merge(_ other: ExponentialHistogramState) {
        var other = other
        downscale(to: min(scale, other.scale))
        other.downscale(to: scale)
        count = count.addingClamped(other.count)
        sum += other.sum
        zeroCount = zeroCount.addingClamped(other.zeroCount)
        // Two sides may be far apart, so they are brought to a scale at which their union fits before it is made.
        while positive.unionCount(other.positive) > Self.bucketLimit
            || negative.unionCount(other.negative) > Self.bucketLimit
        {
            downscale(to: scale - 1)
            other.downscale(to: scale)
        }
        positive.add(other.positive)
        negative.add(other.negative)
        raiseZeroThreshold(to: max(zeroThreshold, other.zeroThreshold))
    }

    private mutating func raiseZeroThreshold(to threshold: Double) {
        zeroThreshold = threshold
        guard threshold > 0 else { return }
        // Buckets that lie within the threshold on either side count as zero from now on.
        let base = ExponentialScale(scale)
        zeroCount = zeroCount.addingClamped(positive.removeBuckets { base.upperBound(of: $0) <= threshold })
        zeroCount = zeroCount.addingClamped(negative.removeBuckets { base.upperBound(of: $0) <= threshold })
    }

    private mutating func fitIntoLimit() {
        while positive.counts.count > Self.bucketLimit || negative.counts.count > Self.bucketLimit {
            downscale(to: scale - 1)
        }
    }

    private mutating func downscale(to coarser: Int32) {
        guard coarser < scale else { return }
        let shift = Int(scale) - Int(coarser)
        positive.downscale(by: shift)
        negative.downscale(by: shift)
        scale = coarser
    }
}

extension ExponentialBucketCounts {
    /// Drops empty buckets at both ends.
    mutating func trim() {
        guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }) else {
            self = ExponentialBucketCounts()
            return
        }
        guard first > 0 || last < counts.count - 1 else { return }
        counts = Array(counts[first...last])
        offset = offset.addingClamped(first)
    }

    /// Merges each 2^shift neighbours into one bucket.
    mutating func downscale(by shift: Int) {
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
    func unionCount(_ other: ExponentialBucketCounts) -> Int {
        if counts.isEmpty || other.counts.isEmpty { return max(counts.count, other.counts.count) }
        let end = max(Int(offset) + counts.count, Int(other.offset) + other.counts.count)
        return end - min(Int(offset), Int(other.offset))
    }

    mutating func add(_ other: ExponentialBucketCounts) {
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

    /// Empties the lowest buckets for as long as they match, and tells how many values were in them.
    mutating func removeBuckets(while matches: (Int32) -> Bool) -> UInt64 {
        var removed: UInt64 = 0
        var index = 0
        while index < counts.count, matches(offset.addingClamped(index)) {
            removed = removed.addingClamped(counts[index])
            counts[index] = 0
            index += 1
        }
        if index > 0 { trim() }
        return removed
    }
}

extension Int32 {
    fileprivate func addingClamped(_ other: Int) -> Int32 { Int32(clamping: Int(self) + other) }
}
