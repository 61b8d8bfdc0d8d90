/// An exponential histogram, added up over streams: at the coarsest scale of them all, or at one so coarse that no side
/// has too many buckets.
///
/// Whatever was added can be taken away again, also after the scale has become coarser. So values within the zero
/// threshold are put to zero only when the total is shown. Counts wrap around rather than trap, as those of
/// ``HistogramTotal``.
struct ExponentialHistogramTotal: Equatable {
    private(set) var count: UInt64 = 0
    private var preciseSum = PreciseSum()
    private var buckets = ExponentialBuckets(scale: .max)

    var sum: Double { preciseSum.value }

    /// The buckets as they are shown.
    var shownBuckets: ExponentialBuckets { buckets.withZeroThresholdApplied() }

    /// The buckets as they are shown beside those of a later state: of its scale, with its width around zero.
    func buckets(asIn later: ExponentialBuckets) -> ExponentialBuckets {
        var shown = buckets
        shown.downscale(to: later.scale)
        shown.zeroThreshold = max(shown.zeroThreshold, later.zeroThreshold)
        return shown.withZeroThresholdApplied()
    }

    mutating func add(_ snapshot: ExponentialHistogramSnapshot) {
        count &+= snapshot.count
        preciseSum.add(snapshot.sum)
        buckets.add(snapshot.buckets, limit: ExponentialHistogramState.bucketLimit)
    }

    /// Takes away what was added before.
    mutating func subtract(_ snapshot: ExponentialHistogramSnapshot) {
        count &-= snapshot.count
        preciseSum.add(-snapshot.sum)
        buckets.subtract(snapshot.buckets)
    }
}
