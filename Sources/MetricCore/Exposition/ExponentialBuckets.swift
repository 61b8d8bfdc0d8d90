import Glibc

/// The buckets of an exponential histogram, with the maths of their bounds.
///
/// Bucket `i` of the positive side holds values above base^i, up to and with base^(i+1), where base = 2^(2^-scale).
public struct ExponentialBuckets: Equatable, Sendable {
    /// The buckets of the values on one side of zero.
    public struct Side: Equatable, Sendable {
        /// The index of the first bucket.
        public var offset: Int32
        /// How many values each bucket holds.
        public var counts: [UInt64]

        /// Makes one side.
        public init(offset: Int32, counts: [UInt64]) {
            self.offset = offset
            self.counts = counts
        }
    }

    /// How fine the buckets are: 2^scale of them for each doubling.
    public var scale: Int32
    /// How many values are nearer to zero than `zeroThreshold`, or at it.
    public var zeroCount: UInt64
    /// The width of the bucket around zero.
    public var zeroThreshold: Double
    /// The buckets of values above zero.
    public var positive: Side
    /// The buckets of values below zero, by their magnitude.
    public var negative: Side

    /// Makes the buckets of an exponential histogram.
    public init(scale: Int32, zeroCount: UInt64, zeroThreshold: Double, positive: Side, negative: Side) {
        self.scale = scale
        self.zeroCount = zeroCount
        self.zeroThreshold = zeroThreshold
        self.positive = positive
        self.negative = negative
    }

    /// The lower bound of the bucket at `index`, which is the upper bound of the one before, as otelcol's debug exporter
    /// computes it: not always exact in the last digits, infinite or zero when it leaves the range.
    public static func debugBound(index: Int, scale: Int32) -> Double {
        exp(Double(index) * scalbn(log(2), -Int(scale)))
    }

    /// The lower bound of the bucket at `index`: the nearest number to it, exact for powers of two, infinite or zero when
    /// it leaves the range.
    static func bound(index: Int, scale: Int) -> Double {
        exp2(scalbn(Double(index), -scale))
    }
}
