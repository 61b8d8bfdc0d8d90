/// The buckets of an exponential histogram as Prometheus' native histograms have them.
///
/// A native bucket is named by its upper bound, an exponential one by its lower bound, so indexes are one apart. The
/// buckets of a side stand without gaps, empty ones among them, in one span.
struct NativeBuckets: Equatable {
    /// How fine the buckets are: 2^schema of them for each doubling, from -4 to 8.
    let schema: Int32
    /// Never zero: a histogram without values would be taken for one with bounds.
    let zeroThreshold: Double
    let zeroCount: UInt64
    let negative: Side
    let positive: Side

    /// Neighbouring buckets: how far the first is from what stands before, and how many there are.
    struct Span: Equatable {
        let offset: Int32
        let length: UInt32
    }

    /// The buckets of one side; each count is told by how much greater it is than the one before.
    struct Side: Equatable {
        var spans: [Span] = []
        var deltas: [Int64] = []
    }

    private static let schemas: ClosedRange<Int32> = -4...8
    private static let leastZeroThreshold = 1e-128

    /// Nil for a histogram of so many values that can't be one: it is too coarse, or its buckets don't hold them all,
    /// with which Prometheus would refuse the whole page. One that is too fine is made coarser.
    init?(_ buckets: ExponentialBuckets, of count: UInt64) {
        guard buckets.scale >= Self.schemas.lowerBound, count <= Int64.max, buckets.population == count else {
            return nil
        }
        var buckets = buckets
        buckets.downscale(to: Self.schemas.upperBound)
        schema = buckets.scale
        zeroThreshold = buckets.zeroThreshold > 0 ? buckets.zeroThreshold : Self.leastZeroThreshold
        zeroCount = buckets.zeroCount
        negative = Side(buckets.negative)
        positive = Side(buckets.positive)
    }
}

extension NativeBuckets.Side {
    fileprivate init(_ side: ExponentialBucketCounts) {
        guard !side.counts.isEmpty else { return }
        spans = [NativeBuckets.Span(offset: side.offset &+ 1, length: UInt32(side.counts.count))]
        var last: UInt64 = 0
        for count in side.counts {
            deltas.append(Int64(bitPattern: count &- last))
            last = count
        }
    }
}

extension ExponentialBuckets {
    /// How many values there are in all buckets.
    var population: UInt64 {
        (positive.counts + negative.counts).reduce(zeroCount) { $0.addingClamped($1) }
    }
}
