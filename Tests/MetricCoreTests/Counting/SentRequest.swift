import MetricCore

/// A request as its sender means it: the model reads it as it is, everyone else gets its ``bytes``.
struct SentRequest {
    var resources: [SentResource]

    var pointCount: Int { resources.reduce(0) { $0 + $1.points.count } }
}

/// What one process says in a request.
struct SentResource {
    /// Its `service.instance.id`, if it has one.
    var writer: String?
    /// An attribute that the page doesn't show: the series of two hosts are two as received, and one on the page.
    var host: String?
    var points: [SentPoint]
}

/// One OTLP metric. Its name stands for one kind only, and is as it is on the page but for a counter's `_total`.
struct SentMetric: Hashable {
    var name: String
    var kind: Kind
    /// Nothing for gauges and summaries.
    var temporality = AggregationTemporality.cumulative

    enum Kind: Hashable, CaseIterable {
        case counter, upDownCounter, gauge, histogram, exponentialHistogram, summary
    }

    var isDelta: Bool { temporality == .delta }
}

/// One data point. Times are in nanoseconds since 1970, as the sender writes them.
struct SentPoint {
    var metric: SentMetric
    /// Its one attribute, `a`, if it has any.
    var label: String?
    var start: UInt64 = 0
    var time: UInt64 = 0
    var value: SentValue
}

/// What a data point says.
enum SentValue: Equatable {
    case number(NumberValue)
    case histogram(SentHistogram)
    case exponential(SentExponential)
    case summary(SentSummary)
    /// The flag that there is no recorded value.
    case end
}

struct SentHistogram: Equatable {
    var bounds: [Double]
    var counts: [UInt64]
    var count: UInt64
    var sum: Double?
}

struct SentExponential: Equatable {
    var buckets: ExponentialBuckets
    var count: UInt64
    var sum: Double?
}

struct SentSummary: Equatable {
    var count: UInt64
    var sum: Double
    /// Values by quantile.
    var quantiles: [Double: Double] = [:]
}
