extension PointValue {
    /// What both say together, of a total and what came since, say; nil if their buckets don't fit, or their types.
    ///
    /// What one of two histograms doesn't know, the sum doesn't: its sum, its least and its greatest value.
    ///
    /// - Parameter bucketLimit: How many buckets a side of an exponential histogram may have; with more it becomes
    ///   coarser.
    public func adding(_ other: PointValue, bucketLimit: Int) -> PointValue? {
        switch (self, other) {
        case (.number(let total), .number(let added)): .number(total + added)
        case (.histogram(let total), .histogram(let added)): total.adding(added).map(PointValue.histogram)
        case (.exponentialHistogram(let total), .exponentialHistogram(let added)):
            .exponentialHistogram(total.adding(added, bucketLimit: bucketLimit))
        default: nil
        }
    }

    /// The same with so many buckets at most, if it is an exponential histogram.
    public func fitting(into bucketLimit: Int) -> PointValue {
        guard case .exponentialHistogram(var histogram) = self else { return self }
        histogram.buckets.fit(into: bucketLimit)
        return .exponentialHistogram(histogram)
    }
}

extension HistogramContents {
    fileprivate func adding(_ other: HistogramContents) -> HistogramContents? {
        guard bounds == other.bounds, counts.count == other.counts.count else { return nil }
        return HistogramContents(
            count: count.addingClamped(other.count), sum: both(sum, other.sum, +), min: both(min, other.min, Swift.min),
            max: both(max, other.max, Swift.max), bounds: bounds,
            counts: zip(counts, other.counts).map { $0.addingClamped($1) })
    }
}

extension ExponentialHistogramContents {
    fileprivate func adding(_ other: ExponentialHistogramContents, bucketLimit: Int) -> ExponentialHistogramContents {
        var buckets = buckets
        buckets.merge(other.buckets.trimmed(), limit: bucketLimit)
        return ExponentialHistogramContents(
            count: count.addingClamped(other.count), sum: both(sum, other.sum, +), min: both(min, other.min, Swift.min),
            max: both(max, other.max, Swift.max), buckets: buckets)
    }
}

/// What an operation makes of two values, if both are known.
private func both(_ left: Double?, _ right: Double?, _ operation: (Double, Double) -> Double) -> Double? {
    guard let left, let right else { return nil }
    return operation(left, right)
}
