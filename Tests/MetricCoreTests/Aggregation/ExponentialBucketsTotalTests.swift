import TestRandom
import Testing

@testable import MetricCore

struct ExponentialBucketsTotalTests {
    private let seed = UInt64.random(in: 0...UInt64.max)

    @Test func `what was added can be taken away, in any order and across scales`() {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let parts = (0..<10).map { _ in buckets(&random) }
            var total = ExponentialBuckets(scale: .max)
            for part in parts { total.add(part, limit: 160) }
            #expect(total.positive.counts.count <= 160 && total.negative.counts.count <= 160, "seed \(seed)")
            let order = parts.shuffled(using: &random)
            for part in order.dropFirst() { total.subtract(part) }
            var last = order[0]
            last.downscale(to: total.scale)
            #expect(total.shown == last.shown, "seed \(seed)")
        }
    }

    @Test func `the order of adding changes nothing`() {
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let parts = (0..<10).map { _ in buckets(&random) }
            var one = ExponentialBuckets(scale: .max)
            var other = ExponentialBuckets(scale: .max)
            for part in parts { one.add(part, limit: 160) }
            for part in parts.shuffled(using: &random) { other.add(part, limit: 160) }
            #expect(one.shown == other.shown, "seed \(seed)")
        }
    }

    @Test(arguments: [(20, -10), (-64, 5), (3, 3)] as [(Int32, Int32)])
    func `sides far apart are brought to a scale at which they fit`(one: Int32, other: Int32) {
        var total = ExponentialBuckets(scale: .max)
        let counts = [UInt64](repeating: 1, count: 100)
        total.add(
            ExponentialBuckets(scale: one, positive: ExponentialBucketCounts(offset: .min, counts: counts)), limit: 160)
        total.add(
            ExponentialBuckets(scale: other, positive: ExponentialBucketCounts(offset: .max, counts: counts)),
            limit: 160)
        #expect(total.positive.counts.count <= 160)
        #expect(total.positive.counts.reduce(0, +) == 200)
    }

    private func buckets(_ random: inout SplitMix64) -> ExponentialBuckets {
        func side() -> ExponentialBucketCounts {
            let counts = (0..<random.next() % 40).map { _ in random.next() % 100 }
            var side = ExponentialBucketCounts(offset: Int32(random.next() % 400) - 200, counts: counts)
            side.trim()
            return side
        }
        return ExponentialBuckets(
            scale: Int32(random.next() % 12) - 4, zeroCount: random.next() % 10, positive: side(), negative: side())
    }
}

extension ExponentialBuckets {
    fileprivate var shown: ExponentialBuckets {
        var shown = self
        shown.positive.trim()
        shown.negative.trim()
        return shown
    }
}
