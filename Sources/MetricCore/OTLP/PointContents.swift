/// All that a data point says.
public struct PointContents: Sendable {
    /// The attributes in the order sent.
    public var attributes: [Attribute]
    /// Nanoseconds since 1970; 0 when unknown.
    public var startTime: UInt64
    /// Nanoseconds since 1970; 0 when unknown.
    public var time: UInt64
    /// OTLP's data point flags.
    public var flags: UInt32
    /// What was measured.
    public var value: PointValue
    /// Some of the measurements; a summary has none.
    public var exemplars: [Exemplar]
    /// The point that this one was; nil if a processor made it of several.
    public var origin: PointOrigin?

    /// Makes a point.
    public init(
        attributes: [Attribute] = [], startTime: UInt64 = 0, time: UInt64 = 0, flags: UInt32 = 0, value: PointValue,
        exemplars: [Exemplar] = [], origin: PointOrigin? = nil
    ) {
        self.attributes = attributes
        self.startTime = startTime
        self.time = time
        self.flags = flags
        self.value = value
        self.exemplars = exemplars
        self.origin = origin
    }

    /// Whether the sender says that there is no value: the end of a series.
    public var hasNoRecordedValue: Bool { flags & 1 == 1 }
}

/// What a data point of each type holds.
public enum PointValue: Equatable, Sendable {
    /// The point of a gauge or a sum.
    case number(NumberValue)
    /// The point of a histogram.
    case histogram(HistogramContents)
    /// The point of an exponential histogram.
    case exponentialHistogram(ExponentialHistogramContents)
    /// The point of a summary.
    case summary(SummaryContents)
}

/// What a point of a histogram holds.
public struct HistogramContents: Equatable, Sendable {
    /// Number of values.
    public var count: UInt64
    /// Sum of the values, if known.
    public var sum: Double?
    /// Least value, if known.
    public var min: Double?
    /// Greatest value, if known.
    public var max: Double?
    /// The upper bounds of all buckets but the last.
    public var bounds: [Double]
    /// The counts of all buckets.
    public var counts: [UInt64]

    /// Makes a histogram.
    public init(
        count: UInt64 = 0, sum: Double? = nil, min: Double? = nil, max: Double? = nil, bounds: [Double] = [],
        counts: [UInt64] = []
    ) {
        self.count = count
        self.sum = sum
        self.min = min
        self.max = max
        self.bounds = bounds
        self.counts = counts
    }
}

/// What a point of an exponential histogram holds.
public struct ExponentialHistogramContents: Equatable, Sendable {
    /// Number of values.
    public var count: UInt64
    /// Sum of the values, if known.
    public var sum: Double?
    /// Least value, if known.
    public var min: Double?
    /// Greatest value, if known.
    public var max: Double?
    /// The buckets.
    public var buckets: ExponentialBuckets

    /// Makes an exponential histogram.
    public init(
        count: UInt64 = 0, sum: Double? = nil, min: Double? = nil, max: Double? = nil,
        buckets: ExponentialBuckets = ExponentialBuckets()
    ) {
        self.count = count
        self.sum = sum
        self.min = min
        self.max = max
        self.buckets = buckets
    }
}

/// What a point of a summary holds.
public struct SummaryContents: Equatable, Sendable {
    /// Number of values.
    public var count: UInt64
    /// Sum of the values.
    public var sum: Double
    /// The quantiles in the order sent.
    public var quantiles: [QuantileValue]

    /// Makes a summary.
    public init(count: UInt64 = 0, sum: Double = 0, quantiles: [QuantileValue] = []) {
        self.count = count
        self.sum = sum
        self.quantiles = quantiles
    }
}
