import Glibc
import MetricCore

/// An exponential histogram as an SDK records it: the scale falls as the range of its values grows.
struct ExponentialRecorder {
    private let bucketLimit: Int
    private let zeroThreshold: Double
    private var scale = 20
    private var count: UInt64 = 0
    /// In 1024ths, so that it is exact.
    private var sum: Int64 = 0
    private var zeroCount: UInt64 = 0
    private var positive: [Int: UInt64] = [:]
    private var negative: [Int: UInt64] = [:]

    /// - Parameter bucketLimit: How many buckets a side may have.
    init(bucketLimit: Int, zeroThreshold: Double) {
        self.bucketLimit = bucketLimit
        self.zeroThreshold = zeroThreshold
    }

    /// Records a value, in 1024ths.
    mutating func record(_ units: Int64) {
        count += 1
        sum += units
        let magnitude = Double(units.magnitude) / 1024
        guard magnitude > zeroThreshold else {
            zeroCount += 1
            return
        }
        let exponent = log2(magnitude)
        var index = bucket(exponent)
        var side = units > 0 ? positive : negative
        while let first = side.keys.min(), let last = side.keys.max(),
            max(last, index) - min(first, index) >= bucketLimit
        {
            halve()
            index = bucket(exponent)
            side = units > 0 ? positive : negative
        }
        if units > 0 { positive[index, default: 0] += 1 } else { negative[index, default: 0] += 1 }
    }

    private func bucket(_ exponent: Double) -> Int { Int(ceil(scalbn(exponent, scale))) - 1 }

    private mutating func halve() {
        scale -= 1
        positive = Dictionary(positive.map { ($0.key >> 1, $0.value) }, uniquingKeysWith: +)
        negative = Dictionary(negative.map { ($0.key >> 1, $0.value) }, uniquingKeysWith: +)
    }

    /// Begins again, for the next delta.
    mutating func reset() {
        self = ExponentialRecorder(bucketLimit: bucketLimit, zeroThreshold: zeroThreshold)
    }

    var value: SentExponential {
        let buckets = ExponentialBuckets(
            scale: Int32(scale), zeroCount: zeroCount, zeroThreshold: zeroThreshold,
            positive: Self.side(positive), negative: Self.side(negative))
        return SentExponential(buckets: buckets, count: count, sum: Double(sum) / 1024)
    }

    private static func side(_ counts: [Int: UInt64]) -> ExponentialBucketCounts {
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return ExponentialBucketCounts() }
        return ExponentialBucketCounts(offset: Int32(first), counts: (first...last).map { counts[$0] ?? 0 })
    }
}
