/// The kinds of metric that OTLP knows; `empty` is one whose data field is missing.
public enum MetricType: UInt8, Sendable {
    case empty, gauge, sum, histogram, exponentialHistogram, summary
}

/// Whether a point tells all since the start of its stream, or what came since the point before.
public enum AggregationTemporality: UInt8, Sendable {
    case unspecified, delta, cumulative

    /// The enum value of the wire, of which 32 bits count; a number that OTLP doesn't define counts as unspecified.
    init(wireValue: UInt64) {
        self = UInt8(exactly: UInt32(truncatingIfNeeded: wireValue)).flatMap(Self.init(rawValue:)) ?? .unspecified
    }
}

/// What makes a metric one of its name: its type, and for sums and histograms how they add up.
public struct MetricShape: Hashable, Sendable {
    /// The type of its points.
    public var type: MetricType
    /// Unspecified for gauges and summaries.
    public var temporality: AggregationTemporality
    /// True only for sums that never fall.
    public var isMonotonic: Bool

    /// Makes a shape.
    public init(type: MetricType, temporality: AggregationTemporality = .unspecified, isMonotonic: Bool = false) {
        self.type = type
        self.temporality = temporality
        self.isMonotonic = isMonotonic
    }

    /// Whether it is a sum that never falls, whose points tell all that was counted since the start.
    var isCumulativeCounter: Bool { type == .sum && isMonotonic && temporality == .cumulative }

    /// All of it in eight bits, as part of a key.
    var code: UInt32 { UInt32(type.rawValue) | UInt32(temporality.rawValue) << 3 | (isMonotonic ? 1 << 5 : 0) }
}
