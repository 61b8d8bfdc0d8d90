import Glibc
import MetricCore

/// The buckets of an exponential histogram, each by its index.
struct NaiveBuckets {
    /// The smallest scale of all that has been added; nil if there was nothing.
    private(set) var scale: Int?
    private var zeroCount: UInt64 = 0
    private var zeroThreshold = 0.0
    private var positive: [Int: UInt64] = [:]
    private var negative: [Int: UInt64] = [:]

    /// Nothing.
    init() {}

    init(_ buckets: ExponentialBuckets) {
        scale = Int(buckets.scale)
        zeroCount = buckets.zeroCount
        zeroThreshold = buckets.zeroThreshold
        positive = Self.populated(buckets.positive)
        negative = Self.populated(buckets.negative)
    }

    private static func populated(_ side: ExponentialBucketCounts) -> [Int: UInt64] {
        var counts: [Int: UInt64] = [:]
        for (index, count) in side.counts.enumerated() where count > 0 { counts[Int(side.offset) + index] = count }
        return counts
    }

    static func += (left: inout NaiveBuckets, right: NaiveBuckets) {
        guard let rightScale = right.scale else { return }
        guard let leftScale = left.scale else {
            left = right
            return
        }
        var right = right
        let common = min(leftScale, rightScale)
        left.coarsen(to: common)
        right.coarsen(to: common)
        left.zeroCount += right.zeroCount
        left.zeroThreshold = max(left.zeroThreshold, right.zeroThreshold)
        left.positive.merge(right.positive, uniquingKeysWith: +)
        left.negative.merge(right.negative, uniquingKeysWith: +)
        while left.isTooWide { left.coarsen(to: (left.scale ?? 0) - 1) }
    }

    private var isTooWide: Bool {
        [positive, negative].contains { side in
            guard let first = side.keys.min(), let last = side.keys.max() else { return false }
            return last - first >= CountingRules.bucketLimit
        }
    }

    /// Joins buckets until they are of that scale, if they aren't yet.
    mutating func coarsen(to coarser: Int) {
        guard let shift = scale.map({ $0 - coarser }), shift > 0 else { return }
        let halved = { (side: [Int: UInt64]) in
            Dictionary(side.map { ($0.key >> shift, $0.value) }, uniquingKeysWith: +)
        }
        positive = halved(positive)
        negative = halved(negative)
        scale = coarser
    }

    /// The buckets as the page shows them: those within the zero threshold count as zero.
    var shown: ExponentialBuckets {
        let scale = scale ?? 0
        // A bucket's upper bound is 2^((index + 1) / 2^scale), compared by its exponent.
        let isZero = { [zeroThreshold] (index: Int) in
            zeroThreshold > 0 && scalbn(Double(index + 1), -scale) <= log2(zeroThreshold)
        }
        let zeros = (Array(positive) + Array(negative)).filter { isZero($0.key) }
        return ExponentialBuckets(
            scale: Int32(scale), zeroCount: zeros.reduce(zeroCount) { $0 + $1.value }, zeroThreshold: zeroThreshold,
            positive: Self.side(positive.filter { !isZero($0.key) }),
            negative: Self.side(negative.filter { !isZero($0.key) }))
    }

    /// How many values are up to a bound of another histogram's that has grown from this one.
    func count(upTo bound: Double, asIn later: NaiveBuckets) -> UInt64 {
        var same = self
        same.coarsen(to: later.scale ?? 0)
        same.zeroThreshold = max(zeroThreshold, later.zeroThreshold)
        let shown = same.shown
        // In exponents, which are never so near to each other but for rounding.
        let magnitude = log2(abs(bound))
        let isAbove = { (index: Int) in scalbn(Double(index), -Int(shown.scale)) > magnitude + 1e-9 }
        let isBelow = { (index: Int) in scalbn(Double(index), -Int(shown.scale)) < magnitude - 1e-9 }
        let above = Self.populated(shown.positive).filter { bound > 0 && !isAbove($0.key + 1) }
        let below = Self.populated(shown.negative).filter { bound >= 0 || !isBelow($0.key) }
        let zeros = bound < max(shown.zeroThreshold, 0) ? 0 : shown.zeroCount
        return (Array(above) + Array(below)).reduce(zeros) { $0 + $1.value }
    }

    private static func side(_ counts: [Int: UInt64]) -> ExponentialBucketCounts {
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return ExponentialBucketCounts() }
        return ExponentialBucketCounts(offset: Int32(first), counts: (first...last).map { counts[$0] ?? 0 })
    }
}
