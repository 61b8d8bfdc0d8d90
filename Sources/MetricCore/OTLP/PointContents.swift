/// All that a data point says, read out of the request.
public struct PointContents {
    /// The attributes in the order sent.
    public var attributes: [Attribute]
    /// Nanoseconds since 1970; 0 when unknown.
    public var startTime: UInt64
    /// Nanoseconds since 1970; 0 when unknown.
    public var time: UInt64
    /// What was measured.
    public var value: PointValue
    /// Some of the measurements; a summary has none.
    public var exemplars: [Exemplar]
}

/// What a data point of each type holds.
public enum PointValue {
    /// The point of a gauge or a sum.
    case number(NumberValue)
    /// The point of a histogram: the upper bounds of all buckets but the last, and the counts of all.
    case histogram(HistogramFields, bounds: [Double], counts: [UInt64])
    /// The point of an exponential histogram.
    case exponentialHistogram(ExponentialHistogramFields, ExponentialBuckets)
    /// The point of a summary.
    case summary(SummaryFields, [QuantileValue])
}
