import Glibc

/// The buckets of an exponential histogram, with the maths of their bounds.
///
/// Bucket `i` of the positive side holds values above base^i, up to and with base^(i+1), where base = 2^(2^-scale).
public struct ExponentialBuckets: Equatable, Sendable {
    /// How fine the buckets are: 2^scale of them for each doubling.
    public var scale: Int32
    /// How many values are nearer to zero than `zeroThreshold`, or at it.
    public var zeroCount: UInt64
    /// The width of the bucket around zero.
    public var zeroThreshold: Double
    /// The buckets of values above zero.
    public var positive: ExponentialBucketCounts
    /// The buckets of values below zero, by their magnitude.
    public var negative: ExponentialBucketCounts

    /// Makes the buckets of an exponential histogram.
    public init(
        scale: Int32 = 0, zeroCount: UInt64 = 0, zeroThreshold: Double = 0,
        positive: ExponentialBucketCounts = ExponentialBucketCounts(),
        negative: ExponentialBucketCounts = ExponentialBucketCounts()
    ) {
        self.scale = scale
        self.zeroCount = zeroCount
        self.zeroThreshold = zeroThreshold
        self.positive = positive
        self.negative = negative
    }

    /// Below a scale of -11 one bucket spans all doubles; what a sender makes up beyond this one is taken as this one.
    static let leastScale: Int32 = -64

    /// The lower bound of the bucket at `index`, which is the upper bound of the one before, as otelcol's debug
    /// exporter computes it: not always exact in the last digits, infinite or zero when it leaves the range.
    public static func debugBound(index: Int, scale: Int32) -> Double {
        exp(Double(index) * scalbn(log(2), -Int(scale)))
    }

    /// The lower bound of the bucket at `index`: the nearest number to it, exact for powers of two, infinite or zero
    /// when it leaves the range.
    public static func bound(index: Int, scale: Int) -> Double {
        exp2(scalbn(Double(index), -scale))
    }
}

// MARK: - Merging (OTLP data model, "Exponential histograms")

extension ExponentialBuckets {
    /// Drops empty buckets at the ends, and brings what is left to a scale at which no side has more than `limit`.
    mutating func fit(into limit: Int) {
        scale = max(scale, Self.leastScale)
        positive.trim()
        negative.trim()
        while positive.counts.count > limit || negative.counts.count > limit { downscale(to: scale - 1) }
    }

    /// Adds another's values at the coarser of the two scales, or at one so coarse that no side has more than `limit`
    /// buckets. Values within the greater zero threshold count as zero afterwards.
    mutating func merge(_ other: ExponentialBuckets, limit: Int) {
        var other = other
        scale = max(scale, Self.leastScale)
        other.scale = max(other.scale, Self.leastScale)
        var common = min(scale, other.scale)
        // Two sides may be far apart, so the scale is found before their union is made.
        repeat {
            downscale(to: common)
            other.downscale(to: common)
            common -= 1
        } while positive.unionCount(other.positive) > limit || negative.unionCount(other.negative) > limit
        positive.add(other.positive)
        negative.add(other.negative)
        zeroCount = zeroCount.addingClamped(other.zeroCount)
        zeroThreshold = max(zeroThreshold, other.zeroThreshold)
        moveToZero()
    }

    /// What was counted since `earlier`, in the same buckets; nil if some of that isn't counted here any more, or more
    /// finely.
    func subtracting(_ earlier: ExponentialBuckets) -> ExponentialBuckets? {
        guard scale <= earlier.scale, zeroThreshold >= earlier.zeroThreshold else { return nil }
        var earlier = earlier
        earlier.downscale(to: scale)
        if zeroThreshold > earlier.zeroThreshold {
            earlier.zeroThreshold = zeroThreshold
            earlier.moveToZero()
        }
        guard zeroCount >= earlier.zeroCount, let positive = positive.subtracting(earlier.positive),
            let negative = negative.subtracting(earlier.negative)
        else { return nil }
        return ExponentialBuckets(
            scale: scale, zeroCount: zeroCount - earlier.zeroCount, zeroThreshold: zeroThreshold, positive: positive,
            negative: negative)
    }

    /// The same without empty buckets at the ends.
    public func trimmed() -> ExponentialBuckets {
        var trimmed = self
        trimmed.positive.trim()
        trimmed.negative.trim()
        return trimmed
    }

    /// Counts the values of the buckets that lie within the zero threshold as zero.
    mutating func moveToZero() {
        let isZero = { [scale, zeroThreshold] (index: Int) in
            Self.bound(index: index + 1, scale: Int(scale)) <= zeroThreshold
        }
        zeroCount = zeroCount.addingClamped(positive.removeBuckets(while: isZero))
        zeroCount = zeroCount.addingClamped(negative.removeBuckets(while: isZero))
    }

    /// Merges neighbours until the scale is that one, if it is a coarser one.
    mutating func downscale(to coarser: Int32) {
        guard coarser < scale else { return }
        let shift = Int(scale) - Int(coarser)
        positive.downscale(by: shift)
        negative.downscale(by: shift)
        scale = coarser
    }
}
