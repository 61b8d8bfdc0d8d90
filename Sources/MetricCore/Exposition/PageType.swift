/// The types that the text format knows and OTLP's metrics become.
public enum PageType: String, Sendable {
    case counter, gauge, histogram, summary

    /// What a metric of that shape is on the page; nil if it can't be shown: sums of unspecified temporality.
    ///
    /// The newest point of a histogram can be shown without a temporality, but not added up; deltas that may fall can
    /// only be added up.
    init?(_ shape: MetricShape, _ writers: CountingOptions.Writers) {
        switch (shape.type, shape.temporality, shape.isMonotonic) {
        case (.gauge, _, _), (.sum, .cumulative, false): self = .gauge
        case (.sum, .delta, false) where writers != .last: self = .gauge
        case (.sum, .cumulative, true), (.sum, .delta, true): self = .counter
        case (.histogram, .unspecified, _) where writers != .last: return nil
        case (.exponentialHistogram, .unspecified, _) where writers != .last: return nil
        case (.histogram, _, _), (.exponentialHistogram, _, _): self = .histogram
        case (.summary, _, _): self = .summary
        case (.empty, _, _), (.sum, _, _): return nil
        }
    }

    /// The label that tells the lines of one series apart.
    var lineLabel: String? {
        switch self {
        case .counter, .gauge: nil
        case .histogram: "le"
        case .summary: "quantile"
        }
    }
}

extension MetricName.Kind {
    /// What a metric of that shape is for its name: a sum that may fall is a gauge on the page, but isn't named as one.
    init(_ shape: MetricShape) {
        switch shape.type {
        case .gauge: self = .gauge
        case .sum where shape.isMonotonic: self = .counter
        case .empty, .sum, .histogram, .exponentialHistogram, .summary: self = .other
        }
    }
}
