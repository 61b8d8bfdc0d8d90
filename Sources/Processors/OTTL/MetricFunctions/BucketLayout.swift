import MetricCore

/// Buckets with given bounds, for the values of exponential histograms.
///
/// Each value is counted once: the counts add up to those of the source, and there is one more of them than bounds.
struct BucketLayout: Sendable {
    /// Where the values of a bucket go that lies across bounds. One that doesn't goes where it lies, whatever this is.
    enum Distribution: Sendable {
        /// All to where its greatest value belongs.
        case upper
        /// All to where the middle of the bucket belongs.
        case midpoint
        /// To all buckets that it has a part in, as evenly as can be; what is left over goes to the lower ones.
        case uniform
        /// To all buckets that it has a part in, by chance, so that counts of a cumulative histogram may fall; the bits
        /// are where chance comes from.
        case random(@Sendable () -> UInt64)
    }

    private let bounds: [Double]
    private let distribution: Distribution

    /// Buckets with these upper bounds, which are put in order, and one for what is above them.
    init(bounds: [Double], _ distribution: Distribution) {
        self.bounds = Set(bounds).sorted()
        self.distribution = distribution
    }

    /// The histogram in these buckets.
    func histogram(of source: ExponentialHistogramContents) -> HistogramContents {
        let (buckets, scale) = (source.buckets, Int(source.buckets.scale))
        var counts = [UInt64](repeating: 0, count: bounds.count + 1)
        counts[position(upTo: 0)] = buckets.zeroCount
        for (index, count) in buckets.positive.indexedCounts where count > 0 {
            let lower = ExponentialBuckets.bound(index: index, scale: scale)
            let upper = ExponentialBuckets.bound(index: index + 1, scale: scale)
            add(count, from: lower, to: upper, in: &counts)
        }
        for (index, count) in buckets.negative.indexedCounts where count > 0 {
            let lower = -ExponentialBuckets.bound(index: index + 1, scale: scale)
            let upper = -ExponentialBuckets.bound(index: index, scale: scale)
            add(count, from: lower, to: upper, in: &counts)
        }
        return HistogramContents(
            count: source.count, sum: source.sum, min: source.min, max: source.max, bounds: bounds, counts: counts)
    }

    /// The bucket that holds a value.
    private func position(upTo value: Double) -> Int { bounds.firstIndex { value <= $0 } ?? bounds.count }

    /// The bucket that holds what is just above a value.
    private func position(above value: Double) -> Int { bounds.firstIndex { value < $0 } ?? bounds.count }

    /// Counts the values of a bucket.
    private func add(_ count: UInt64, from lower: Double, to upper: Double, in counts: inout [UInt64]) {
        let last = position(upTo: upper)
        // Both are the same where bounds are too large for numbers, or too small.
        let range = min(position(above: lower), last)...last
        switch distribution {
        case .upper: counts[last].add(count)
        case .midpoint: counts[position(upTo: lower / 2 + upper / 2)].add(count)
        case .uniform:
            let (share, rest) = count.quotientAndRemainder(dividingBy: UInt64(range.count))
            for (index, position) in range.enumerated() {
                counts[position].add(share + (UInt64(index) < rest ? 1 : 0))
            }
        case .random(let bits):
            // The values stand in a row, which is cut at random places.
            let cuts = range.dropLast().map { _ in count.random(bits()) }.sorted()
            for (position, (start, end)) in zip(range, zip([0] + cuts, cuts + [count])) {
                counts[position].add(end - start)
            }
        }
    }
}

extension ExponentialBucketCounts {
    /// The counts with the indices of their buckets.
    fileprivate var indexedCounts: some Sequence<(Int, UInt64)> {
        counts.lazy.enumerated().map { (Int(offset) + $0.offset, $0.element) }
    }
}

extension UInt64 {
    fileprivate mutating func add(_ other: UInt64) { self = addingClamped(other) }

    /// A number from 0 to this one, made of random bits.
    fileprivate func random(_ bits: UInt64) -> UInt64 {
        self == .max ? bits : bits.multipliedFullWidth(by: self + 1).high
    }
}
