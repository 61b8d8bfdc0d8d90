/// The buckets of a histogram as the text format shows them: cumulative, with upper bounds.
public struct ClassicBuckets: Equatable, Sendable {
    /// A line with `le`.
    public struct Bucket: Equatable, Sendable {
        /// The upper bound.
        public let upperBound: Double
        /// How many values are at or below it.
        public let cumulativeCount: UInt64
    }

    /// The buckets in ascending order; the one up to `+Inf`, which is the count of the histogram, isn't among them.
    public private(set) var buckets: [Bucket] = []

    /// How many values the bucket up to `+Inf` has, if that isn't the count of the histogram.
    private(set) var infiniteCount: UInt64?

    /// Whether there is a bound below zero.
    var hasNegativeBounds: Bool { buckets.first.map { $0.upperBound < 0 } ?? false }

    /// Makes no buckets but the one up to `+Inf`.
    init() {}

    /// Makes the buckets of an exponential histogram.
    ///
    /// All bounds of the grid are there, those below zero if there are values below zero. The values of a bucket that
    /// lies across a bound count to the next one. Those around zero count to 0, or to the first bound that isn't below
    /// the zero threshold.
    ///
    /// - Parameter later: A later state of the histogram: it may have values below zero as the first.
    public init(_ histogram: ExponentialBuckets, on grid: BucketGrid, before later: ExponentialBuckets? = nil) {
        let isSigned = (later ?? histogram).negative.counts.contains { $0 > 0 }
        var total = isSigned ? appendNegative(histogram.negative, histogram.scale, grid) : 0
        var counts = [UInt64](repeating: 0, count: grid.bounds.count + 1)
        if histogram.zeroThreshold > 0 {
            counts[grid.position(of: histogram.zeroThreshold)] = histogram.zeroCount
        } else {
            total = total.addingClamped(histogram.zeroCount)
        }
        buckets.append(Bucket(upperBound: 0, cumulativeCount: total))
        for (offset, count) in histogram.positive.counts.enumerated() where count > 0 {
            let position = grid.position(ofPositive: Int(histogram.positive.offset) + offset, scale: histogram.scale)
            counts[position] = counts[position].addingClamped(count)
        }
        for (bound, count) in zip(grid.bounds, counts) {
            total = total.addingClamped(count)
            buckets.append(Bucket(upperBound: bound, cumulativeCount: total))
        }
    }

    /// Appends the bounds below zero. Returns how many values are there.
    private mutating func appendNegative(
        _ side: ExponentialBucketCounts, _ scale: Int32, _ grid: BucketGrid
    ) -> UInt64 {
        var counts = [UInt64](repeating: 0, count: grid.bounds.count)
        var nearZero: UInt64 = 0
        for (offset, count) in side.counts.enumerated() where count > 0 {
            let position = grid.position(ofNegative: Int(side.offset) + offset, scale: scale)
            if position < 0 {
                nearZero = nearZero.addingClamped(count)
            } else {
                counts[position] = counts[position].addingClamped(count)
            }
        }
        var total: UInt64 = 0
        for (bound, count) in zip(grid.bounds, counts).reversed() {
            total = total.addingClamped(count)
            buckets.append(Bucket(upperBound: -bound, cumulativeCount: total))
        }
        return total.addingClamped(nearZero)
    }

    /// Makes the buckets of a histogram that has bounds of its own.
    ///
    /// As in otelcol they are put in order, and a bound that comes twice counts with its first bucket only. One that
    /// isn't a number can't be shown.
    ///
    /// - Parameter showsInfinity: Whether a bound of `+Inf` takes the place of the count, as it does in otelcol.
    init(bounds: [Double], counts: [UInt64], showsInfinity: Bool) {
        var limits = bounds.enumerated().map { index, bound in (bound, index < counts.count ? counts[index] : 0) }
        let inOrder = bounds.indices.allSatisfy { bounds[$0] > ($0 == 0 ? -.infinity : bounds[$0 - 1]) }
        if !inOrder {
            limits.removeAll { $0.0.isNaN }
            // Swift's sort keeps the order of equal ones.
            limits.sort { $0.0 < $1.0 }
        }
        var total: UInt64 = 0
        for (index, (bound, count)) in limits.enumerated() where index == 0 || bound != limits[index - 1].0 {
            total = total.addingClamped(count)
            if bound == .infinity {
                if showsInfinity { infiniteCount = total }
            } else {
                buckets.append(Bucket(upperBound: bound, cumulativeCount: total))
            }
        }
    }
}
