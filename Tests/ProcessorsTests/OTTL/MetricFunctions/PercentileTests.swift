import MetricCore
import Testing

@testable import Processors

struct PercentileTests {
    private static func histogram(
        scale: Int32 = 0, zero: UInt64 = 0, threshold: Double = 0, positive: [UInt64] = [], negative: [UInt64] = []
    ) -> ExponentialHistogramContents {
        ExponentialHistogramContents(
            count: zero + positive.reduce(0, +) + negative.reduce(0, +),
            buckets: ExponentialBuckets(
                scale: scale, zeroCount: zero, zeroThreshold: threshold,
                positive: ExponentialBucketCounts(offset: 0, counts: positive),
                negative: ExponentialBucketCounts(offset: 0, counts: negative)))
    }

    /// Percent, histogram, and the value; each bucket reaches from one power of two to the next.
    static let values: [(Double, ExponentialHistogramContents, Double?)] = [
        (50, histogram(positive: [1, 1]), 2), (50, histogram(positive: [0, 4]), 2.8284271247461903),
        (99, histogram(positive: [1, 1]), 4), (25, histogram(scale: -1, positive: [4]), 1.4142135623730951),
        (50, histogram(negative: [1, 1]), -2), (1, histogram(negative: [4]), -1.681792830507429),
        (100 / 3, histogram(zero: 1, positive: [1], negative: [1]), -1),
        (50, histogram(zero: 1, positive: [1], negative: [1]), 0),
        (50, histogram(zero: 4, threshold: 1), 0), (50, histogram(zero: 4, threshold: 1, positive: [0]), 0.5),
        (50, histogram(zero: 4, threshold: 1, negative: [0]), -0.5), (50, histogram(), nil),
    ]

    @Test(arguments: values) func `estimates values of exponential histograms`(
        percent: Double, histogram: ExponentialHistogramContents, value: Double?
    ) throws {
        #expect(try Percentile(percent: percent).value(of: histogram) == value)
    }

    /// Percent, histogram, and the value.
    static let bounded: [(Double, HistogramContents, Double?)] = [
        (50, HistogramContents(count: 2, bounds: [-4], counts: [2, 0]), -4),
        (50, HistogramContents(count: 2, min: -8, bounds: [-4], counts: [2, 0]), -6),
        (50, HistogramContents(count: 2, bounds: [4], counts: [2, 0]), 2),
        (50, HistogramContents(count: 2, max: 3, bounds: [4], counts: [0, 2]), 4),
        (50, HistogramContents(count: 2, counts: [2]), nil),
        (50, HistogramContents(count: 2, min: 1, counts: [2]), nil),
        (50, HistogramContents(count: 2), nil),
    ]

    @Test(arguments: bounded) func `estimates values of the outer buckets`(
        percent: Double, histogram: HistogramContents, value: Double?
    ) throws {
        #expect(try Percentile(percent: percent).value(of: histogram) == value)
    }

    @Test func `refuses buckets with too few values`() {
        #expect(throws: EvaluationError.self) {
            try Percentile(percent: 99).value(of: HistogramContents(count: 10, bounds: [1], counts: [1, 2]))
        }
        #expect(throws: EvaluationError.self) {
            try Percentile(percent: 99).value(
                of: ExponentialHistogramContents(count: 10, buckets: Self.histogram(positive: [1]).buckets))
        }
    }

    @Test func `takes the greatest counts`() throws {
        let counts: [UInt64] = [.max, .max, .max]
        let histogram = HistogramContents(count: .max, bounds: [1, 2], counts: counts)
        let value = try #require(try Percentile(percent: 99.99999999999999).value(of: histogram))
        #expect((0.999...1).contains(value))
    }
}
