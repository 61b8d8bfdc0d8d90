/// How a cumulative point differs from an earlier one of its series.
public enum PointDifference: Equatable, Sendable {
    /// What was counted between the two. Nobody knows the least and the greatest value of that.
    case since(PointValue)
    /// Some of what was counted is gone: whoever counts has begun anew.
    case restart
    /// The buckets are as many, and others.
    case otherBounds
    /// There are more buckets, or fewer.
    case otherBucketCount
}

extension PointValue {
    /// How it differs from an earlier one of the same series.
    public func difference(from earlier: PointValue) -> PointDifference {
        switch (self, earlier) {
        case (.number(let value), .number(let earlier)):
            value.isLess(than: earlier) ? .restart : .since(.number(value - earlier))
        case (.histogram(let value), .histogram(let earlier)): value.difference(from: earlier)
        case (.exponentialHistogram(let value), .exponentialHistogram(let earlier)):
            value.difference(from: earlier).map { .since(.exponentialHistogram($0)) } ?? .restart
        case (.summary(let value), .summary(let earlier)):
            value.difference(from: earlier).map { .since(.summary($0)) } ?? .restart
        default: .restart
        }
    }

    /// The same without the least and the greatest value.
    public func withoutExtremes() -> PointValue {
        switch self {
        case .histogram(var histogram):
            (histogram.min, histogram.max) = (nil, nil)
            return .histogram(histogram)
        case .exponentialHistogram(var histogram):
            (histogram.min, histogram.max) = (nil, nil)
            return .exponentialHistogram(histogram)
        case .number, .summary: return self
        }
    }
}

extension HistogramContents {
    fileprivate func difference(from earlier: HistogramContents) -> PointDifference {
        guard counts.count == earlier.counts.count else { return .otherBucketCount }
        guard bounds == earlier.bounds else { return .otherBounds }
        guard count >= earlier.count, zip(counts, earlier.counts).allSatisfy({ $0 >= $1 }) else { return .restart }
        return .since(
            .histogram(
                HistogramContents(
                    count: count - earlier.count, sum: sumSince(sum, earlier.sum), bounds: bounds,
                    counts: zip(counts, earlier.counts).map { $0 - $1 })))
    }
}

extension ExponentialHistogramContents {
    fileprivate func difference(from earlier: ExponentialHistogramContents) -> ExponentialHistogramContents? {
        guard count >= earlier.count, let buckets = buckets.subtracting(earlier.buckets) else { return nil }
        return ExponentialHistogramContents(
            count: count - earlier.count, sum: sumSince(sum, earlier.sum), buckets: buckets)
    }
}

extension SummaryContents {
    /// Quantiles are of all that was measured, and stay.
    fileprivate func difference(from earlier: SummaryContents) -> SummaryContents? {
        guard count >= earlier.count, sum >= earlier.sum else { return nil }
        return SummaryContents(count: count - earlier.count, sum: sum - earlier.sum, quantiles: quantiles)
    }
}

/// The difference of two sums, if both are known.
private func sumSince(_ sum: Double?, _ earlier: Double?) -> Double? {
    guard let sum, let earlier else { return nil }
    return sum - earlier
}
