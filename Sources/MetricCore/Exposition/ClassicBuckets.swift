/// The buckets of an exponential histogram as the text format can show them: cumulative, with a few upper bounds.
///
/// Which bounds are shown has to change little while the histogram grows, for `rate()` compares bucket with bucket. So
/// they are taken from the grids 2^(k/8), 2^(k/4), 2^(k/2), 2^k, 4^k and so on, of which each has every bound of the
/// next: the finest that the histogram's own scale allows and on which all that is populated fits into `limit` bounds.
/// On it every bound from the lower end of the first populated bucket to the upper end of the last is there, populated
/// or not. When the histogram outgrows a grid, the bounds of the coarser one go on with the counts that they had.
/// Bounds that aren't there on either side do no harm: below them nothing was counted, above them everything.
///
/// Around zero the bound is the zero threshold, if there is anything at zero or below. A value that is exactly a bound
/// below zero counts to the bucket above it, since there the buckets of an exponential histogram hold their lower end.
public struct ClassicBuckets: Equatable, Sendable {
    /// A line with `le`.
    public struct Bucket: Equatable, Sendable {
        /// The upper bound, which is finite.
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

    /// Makes the buckets to show; `limit` is the most bounds that there may be.
    ///
    /// A limit below seven, with which not every histogram fits, counts as seven.
    ///
    /// - Parameter layout: A later state of the same histogram: its bounds are shown.
    public init(_ histogram: ExponentialBuckets, boundsOf layout: ExponentialBuckets? = nil, limit: Int = 40) {
        let layout = layout ?? histogram
        let finestScale = 3
        var scale = min(Int(layout.scale), finestScale)
        var negative = Grid(layout.negative, coarserBy: Int(layout.scale) - scale)
        var positive = Grid(layout.positive, coarserBy: Int(layout.scale) - scale)
        let hasZeroBound = layout.zeroCount > 0 || !negative.isEmpty
        // An index fits 33 bits, so this ends: on a coarse enough grid a side has two buckets, with three bounds, at
        // most.
        while negative.boundCount + positive.boundCount + (hasZeroBound ? 1 : 0) > max(limit, 7) {
            scale -= 1
            negative.coarsen(by: 1)
            positive.coarsen(by: 1)
        }
        negative.setCounts(Grid(histogram.negative, coarserBy: Int(histogram.scale) - scale))
        positive.setCounts(Grid(histogram.positive, coarserBy: Int(histogram.scale) - scale))

        var total: UInt64 = 0
        if let edge = negative.indexes.last { append(-ExponentialBuckets.bound(index: edge + 1, scale: scale), total) }
        for index in negative.indexes.reversed() {
            total = total.addingClamped(negative[index])
            append(-ExponentialBuckets.bound(index: index, scale: scale), total)
        }
        total = total.addingClamped(histogram.zeroCount)
        if hasZeroBound { append(max(layout.zeroThreshold, 0), total) }
        if let edge = positive.indexes.first { append(ExponentialBuckets.bound(index: edge, scale: scale), total) }
        for index in positive.indexes {
            total = total.addingClamped(positive[index])
            append(ExponentialBuckets.bound(index: index + 1, scale: scale), total)
        }
    }

    /// Makes the buckets of a histogram that has bounds of its own.
    ///
    /// As in otelcol they are put in order, a bound that comes twice counts with its first bucket only, and a bound of
    /// `+Inf` takes the place of the count. One that isn't a number can't be shown.
    init(bounds: [Double], counts: [UInt64]) {
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
                infiniteCount = total
            } else {
                buckets.append(Bucket(upperBound: bound, cumulativeCount: total))
            }
        }
    }

    /// Adds a bound that is above the last; one that isn't, or that is infinite, leaves its values to its neighbour.
    private mutating func append(_ bound: Double, _ cumulativeCount: UInt64) {
        guard bound.isFinite else { return }
        var bound = bound
        if let last = buckets.last, bound <= last.upperBound {
            bound = last.upperBound
            buckets.removeLast()
        }
        buckets.append(Bucket(upperBound: bound, cumulativeCount: cumulativeCount))
    }
}

/// The populated buckets of one side, from the first to the last.
private struct Grid {
    private var first: Int
    private var counts: ArraySlice<UInt64>

    init(_ side: ExponentialBucketCounts, coarserBy shift: Int) {
        counts = side.counts[...]
        while counts.last == 0 { counts.removeLast() }
        counts = counts.drop(while: { $0 == 0 })
        first = Int(side.offset) + counts.startIndex
        coarsen(by: shift)
    }

    var isEmpty: Bool { counts.isEmpty }

    /// How many bounds the buckets have: one more than there are buckets.
    var boundCount: Int { isEmpty ? 0 : counts.count + 1 }

    var indexes: Range<Int> { first..<first + counts.count }

    subscript(index: Int) -> UInt64 { counts[counts.startIndex + index - first] }

    /// Takes another's counts, all of whose buckets are here.
    mutating func setCounts(_ other: Grid) {
        for index in indexes { counts[counts.startIndex + index - first] = other.count(at: index) }
    }

    private func count(at index: Int) -> UInt64 {
        indexes.contains(index) ? self[index] : 0
    }

    /// Adds up each 2^shift buckets into one of a scale that is smaller by `shift`.
    mutating func coarsen(by shift: Int) {
        guard shift > 0, let last = indexes.last else { return }
        let newFirst = first >> shift
        var merged = [UInt64](repeating: 0, count: last >> shift - newFirst + 1)
        for index in indexes {
            let target = index >> shift - newFirst
            merged[target] = merged[target].addingClamped(self[index])
        }
        first = newFirst
        counts = merged[...]
    }
}
