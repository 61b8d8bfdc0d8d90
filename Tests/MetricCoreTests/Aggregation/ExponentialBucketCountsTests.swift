import TestRandom
import Testing

@testable import MetricCore

/// One side of a histogram against a dictionary from index to count.
struct ExponentialBucketCountsTests {
    private var random: SplitMix64
    private let seed = UInt64.random(in: 0...UInt64.max)

    init() {
        random = SplitMix64(seed: seed)
    }

    private mutating func side() -> ExponentialBucketCounts {
        let offset = Int32(random.next() % 100) - 50
        let counts = (0..<random.next() % 40).map { _ in random.next() % 3 == 0 ? random.next() % 100 : 0 }
        return ExponentialBucketCounts(offset: offset, counts: counts)
    }

    private func dictionary(_ side: ExponentialBucketCounts) -> [Int: UInt64] {
        side.counts.enumerated().reduce(into: [:]) { result, bucket in
            if bucket.element > 0 { result[Int(side.offset) + bucket.offset] = bucket.element }
        }
    }

    @Test mutating func `trimming changes no count`() {
        for _ in 0..<1000 {
            let before = side()
            var after = before
            after.trim()
            #expect(dictionary(after) == dictionary(before), "seed \(seed)")
            #expect(after.counts.first != 0, "seed \(seed)")
            #expect(after.counts.last != 0, "seed \(seed)")
        }
    }

    @Test mutating func `a coarser scale adds neighbours up`() {
        for _ in 0..<1000 {
            let before = side()
            var after = before
            let shift = Int(random.next() % 8)
            after.downscale(by: shift)
            let expected = dictionary(before).reduce(into: [Int: UInt64]()) {
                $0[$1.key >> shift, default: 0] += $1.value
            }
            #expect(dictionary(after) == expected, "seed \(seed)")
            #expect(after.counts.count <= before.counts.count >> shift + 2, "seed \(seed)")
        }
    }

    @Test mutating func `two sides are added up bucket by bucket`() {
        for _ in 0..<1000 {
            let (left, right) = (side(), side())
            var sum = left
            sum.add(right)
            #expect(dictionary(sum) == dictionary(left).merging(dictionary(right), uniquingKeysWith: +), "seed \(seed)")
            #expect(left.unionCount(right) == sum.counts.count, "seed \(seed)")
        }
    }

    @Test mutating func `the lowest buckets are removed and counted`() {
        for _ in 0..<1000 {
            let before = side()
            var after = before
            let limit = Int(random.next() % 100) - 50
            let removed = after.removeBuckets { $0 < limit }
            let all = dictionary(before)
            #expect(dictionary(after) == all.filter { $0.key >= limit }, "seed \(seed)")
            #expect(removed == all.filter { $0.key < limit }.values.reduce(0, +), "seed \(seed)")
        }
    }

    @Test(arguments: [Int32.min, -1, 0, Int32.max]) func `bears any offset`(offset: Int32) {
        for other in [Int32.min, 0, Int32.max] {
            var side = ExponentialBucketCounts(offset: offset, counts: [0, 1, 2, 0])
            side.trim()
            #expect(side.counts == [1, 2])
            let far = ExponentialBucketCounts(offset: other, counts: [5])
            #expect(side.unionCount(far) > 0)
            side.downscale(by: 100)
            #expect(side.counts.reduce(0, +) == 3)
        }
    }

    @Test func `counts stop at the greatest number`() {
        var side = ExponentialBucketCounts(offset: 0, counts: [.max, 1, .max])
        side.add(ExponentialBucketCounts(offset: 0, counts: [1, 1]))
        #expect(side.counts == [.max, 2, .max])
        side.downscale(by: 1)
        #expect(side.counts == [.max, .max])
        #expect(side.removeBuckets { _ in true } == .max)
        #expect(side.counts.isEmpty)
    }
}
