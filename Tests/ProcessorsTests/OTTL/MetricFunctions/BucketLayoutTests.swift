import Foundation
import MetricCore
import TestRandom
import Testing

@testable import Processors

struct BucketLayoutTests {
    /// What a histogram has of values that were recorded one by one.
    private static func recorded(_ values: [Double], bounds: [Double]) -> [UInt64] {
        var counts = [UInt64](repeating: 0, count: bounds.count + 1)
        for value in values { counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1 }
        return counts
    }

    /// What an exponential histogram has of them, by the definition of its buckets.
    private static func recorded(_ values: [Double], scale: Int32) -> ExponentialHistogramContents {
        func side(_ values: [Double]) -> ExponentialBucketCounts {
            let indices = values.map { Int(ceil(log2($0) * exp2(Double(scale)))) - 1 }
            guard let first = indices.min(), let last = indices.max() else { return ExponentialBucketCounts() }
            var counts = [UInt64](repeating: 0, count: last - first + 1)
            for index in indices { counts[index - first] += 1 }
            return ExponentialBucketCounts(offset: Int32(first), counts: counts)
        }
        return ExponentialHistogramContents(
            count: UInt64(values.count), sum: values.reduce(0, +), min: values.min(), max: values.max(),
            buckets: ExponentialBuckets(
                scale: scale, zeroCount: UInt64(values.filter { $0 == 0 }.count),
                positive: side(values.filter { $0 > 0 }), negative: side(values.filter { $0 < 0 }.map(-))))
    }

    /// Zeros, values on bounds, and others between -1,000 and 1,000.
    private static func values(_ random: inout SplitMix64) -> [Double] {
        (0..<200).map { _ in
            switch Int.random(in: 0..<10, using: &random) {
            case 0: 0
            case 1: exp2(Double(Int.random(in: -3...9, using: &random)))
            case 2...3: -Double.random(in: 0.01...1000, using: &random)
            default: Double.random(in: 0.01...1000, using: &random)
            }
        }
    }

    private static let distributions: [(name: String, distribution: BucketLayout.Distribution)] = [
        ("upper", .upper), ("midpoint", .midpoint), ("uniform", .uniform),
        ("random", .random { UInt64.random(in: 0 ... .max) }),
    ]

    @Test(arguments: [Int32(0), 2, 5])
    func `counts as if the values had been recorded where bounds are those of buckets`(
        scale: Int32
    ) {
        let bounds: [Double] = [-512, -1, 0, 0.25, 1, 2, 16, 512]
        for seed in UInt64(0)..<20 {
            var random = SplitMix64(seed: seed)
            let values = Self.values(&random)
            for (name, distribution) in Self.distributions {
                let layout = BucketLayout(bounds: bounds, distribution)
                let converted = layout.histogram(of: Self.recorded(values, scale: scale))
                #expect(converted.counts == Self.recorded(values, bounds: bounds), "\(name), seed \(seed)")
            }
        }
    }

    @Test func `counts no value below where it is with upper, and none beyond its bucket`() {
        let bounds = [-100.0, -3, 0, 0.7, 3, 10, 33, 100, 450]
        let base = exp2(exp2(-3.0)) * (1 + 1e-12)
        for seed in UInt64(0)..<20 {
            var random = SplitMix64(seed: seed)
            let values = Self.values(&random)
            let layout = BucketLayout(bounds: bounds, .upper)
            let converted = layout.histogram(of: Self.recorded(values, scale: 3))
            var total: UInt64 = 0
            for (bound, count) in zip(bounds, converted.counts) {
                total += count
                #expect(total <= values.filter { $0 <= bound }.count, "up to \(bound), seed \(seed)")
                let reached = bound < 0 ? bound * base : bound / base
                #expect(total >= values.filter { $0 <= reached }.count, "up to \(bound), seed \(seed)")
            }
        }
    }

    @Test(arguments: distributions) func `keeps the number of values`(
        named: (name: String, distribution: BucketLayout.Distribution)
    ) {
        var random = SplitMix64(seed: 7)
        let layout = BucketLayout(bounds: [-10, 0.5, 3, 3.5, 10, 900], named.distribution)
        for scale in Int32(-4)...6 {
            let values = Self.values(&random)
            let converted = layout.histogram(of: Self.recorded(values, scale: scale))
            #expect(converted.counts.reduce(0, +) == UInt64(values.count), "scale \(scale)")
        }
    }

    @Test func `spreads values evenly, and what is left over from below`() {
        let source = ExponentialHistogramContents(
            count: 11,
            buckets: ExponentialBuckets(
                scale: -2, positive: ExponentialBucketCounts(offset: 0, counts: [8]),
                negative: ExponentialBucketCounts(offset: 0, counts: [3])))
        let layout = BucketLayout(bounds: [-20, -1, 1, 4, 10], .uniform)
        #expect(layout.histogram(of: source).counts == [0, 3, 0, 3, 3, 2])
        // The bucket from -16 up to, and without, -1 has a part in two of these.
        let finer = BucketLayout(bounds: [-4, -1, 100], .uniform)
        #expect(finer.histogram(of: source).counts == [2, 1, 8, 0])
    }

    /// Buckets at the ends of what scales and offsets can be.
    static let extremes: [(Int32, Int32)] = [
        (.min, 0), (.min, -1), (.min, .max), (.max, .max), (.max, .min), (0, .max), (0, .min), (-10, 0), (-10, -1),
    ]

    @Test(arguments: extremes) func `takes any scale and offset`(scale: Int32, offset: Int32) {
        let source = ExponentialHistogramContents(
            count: .max,
            buckets: ExponentialBuckets(
                scale: scale, zeroCount: .max, positive: ExponentialBucketCounts(offset: offset, counts: [3, .max]),
                negative: ExponentialBucketCounts(offset: offset, counts: [.max, 4])))
        for (_, distribution) in Self.distributions {
            let converted = BucketLayout(bounds: [-1, 1], distribution).histogram(of: source)
            #expect(converted.counts.count == 3)
            #expect(converted.counts.contains(.max))
        }
    }
}
