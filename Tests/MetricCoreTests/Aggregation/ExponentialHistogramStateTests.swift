import TestRandom
import TestRequests
import Testing

@testable import MetricCore

struct ExponentialHistogramStateTests {
    private func buckets(
        scale: Int32 = 0, zero: UInt64 = 0, threshold: Double = 0, _ offset: Int32 = 0, _ counts: [UInt64] = [],
        negative: ExponentialBucketCounts = ExponentialBucketCounts()
    ) -> ExponentialBuckets {
        ExponentialBuckets(
            scale: scale, zeroCount: zero, zeroThreshold: threshold,
            positive: ExponentialBucketCounts(offset: offset, counts: counts), negative: negative)
    }

    private func state(_ point: Message) throws -> ExponentialHistogramState {
        try withPoint(of: exponentialHistogram("h", point)) { ExponentialHistogramState($0, of: $1, in: $2) }
    }

    private func add(_ point: Message, to state: inout ExponentialHistogramState) throws -> Bool {
        try withPoint(of: exponentialHistogram("h", point)) { state.add($0, of: $1, in: $2) }
    }

    @Test func `has what the point has, without empty buckets at the ends`() throws {
        let sent = buckets(
            scale: 3, zero: 2, threshold: 0.25, -5, [0, 1, 0, 4, 0],
            negative: ExponentialBucketCounts(offset: 9, counts: [6]))
        let state = try state(exponentialPoint(sent, sum: 1.5, start: 7, time: 8))
        #expect(state.count == 13)
        #expect(state.sum == 1.5)
        #expect(
            state.buckets
                == buckets(
                    scale: 3, zero: 2, threshold: 0.25, -4, [1, 0, 4],
                    negative: ExponentialBucketCounts(offset: 9, counts: [6])))
        #expect(state.startTime == 7)
        #expect(state.time == 8)
    }

    @Test(arguments: [(9, false), (10, true), (11, true)] as [(UInt64, Bool)])
    func `the newest point stands, of equal times the last`(time: UInt64, isTaken: Bool) throws {
        let first = exponentialPoint(buckets(0, [1]), time: 10)
        let second = exponentialPoint(buckets(scale: 2, 5, [1, 2]), time: time)
        var state = try state(first)
        let result = try withPoint(of: exponentialHistogram("h", second)) { state.replace(with: $0, of: $1, in: $2) }
        #expect(result == isTaken)
        #expect(try state == self.state(isTaken ? second : first))
    }

    /// After a point from 5 to 10.
    @Test(arguments: [(10, true, 3), (11, true, 2), (9, false, 1)] as [(UInt64, Bool, UInt64)])
    func `deltas add up, begin anew after a gap, and are refused when they overlap`(
        start: UInt64, isTaken: Bool, count: UInt64
    ) throws {
        var state = try state(exponentialPoint(buckets(0, [1]), sum: 1, start: 5, time: 10))
        #expect(try add(exponentialPoint(buckets(0, [2]), sum: 2, start: start, time: 20), to: &state) == isTaken)
        #expect(state.count == count)
        #expect(state.buckets.positive.counts == [count])
        #expect(state.sum == Double(count))
        #expect(state.startTime == (start == 11 ? 11 : 5))
    }

    @Test func `merges at the coarser scale`() throws {
        var state = try state(exponentialPoint(buckets(scale: 2, 3, [1, 2, 3]), time: 10))
        #expect(try add(exponentialPoint(buckets(scale: 1, 0, [10, 0, 10]), start: 10, time: 20), to: &state))
        // 3, 4 and 5 at scale 2 are 1, 2 and 2 at scale 1.
        #expect(state.buckets == buckets(scale: 1, 0, [10, 1, 15]))
        #expect(state.count == 26)
    }

    @Test func `what the wider zero bucket covers counts as zero`() throws {
        var state = try state(exponentialPoint(buckets(zero: 1, -2, [1, 2, 4]), time: 10))
        let wide = buckets(
            zero: 10, threshold: 0.5, 3, [8], negative: ExponentialBucketCounts(offset: -2, counts: [16]))
        #expect(try add(exponentialPoint(wide, start: 10, time: 20), to: &state))
        #expect(state.buckets.zeroThreshold == 0.5)
        #expect(state.buckets.zeroCount == 1 + 10 + 1 + 16)
        #expect(state.buckets.positive == ExponentialBucketCounts(offset: -1, counts: [2, 4, 0, 0, 8]))
        #expect(state.buckets.negative == ExponentialBucketCounts())
    }

    @Test func `counts stop at the greatest number`() throws {
        var state = try state(exponentialPoint(buckets(zero: .max, 0, [.max]), count: .max, time: 10))
        let one = exponentialPoint(buckets(zero: 1, 0, [1]), start: 10, time: 20)
        #expect(try add(one, to: &state))
        #expect(state.count == .max)
        #expect(state.buckets.zeroCount == .max)
        #expect(state.buckets.positive.counts == [.max])
    }

    @Test(arguments: [0, 1, 1024, 1025, 100_000]) func `brings long lists of buckets to a coarser scale`(
        count: Int
    ) throws {
        let state = try state(exponentialPoint(buckets(scale: 5, -7, [UInt64](repeating: 1, count: count))))
        #expect(state.buckets.positive.counts.count <= ExponentialHistogramState.bucketLimit)
        #expect(state.buckets.positive.counts.reduce(0, +) == UInt64(count))
    }

    @Test func `no values are lost, whatever is merged`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        func side() -> ExponentialBucketCounts {
            let counts = (0..<random.next() % 50).map { _ in random.next() % 10 }
            let offsets = [Int32.min, Int32.max, 0, Int32(truncatingIfNeeded: random.next())]
            return ExponentialBucketCounts(offset: offsets[Int(random.next() % 4)], counts: counts)
        }
        func sum(_ buckets: ExponentialBuckets) -> UInt64 {
            (buckets.positive.counts + buckets.negative.counts).reduce(buckets.zeroCount, +)
        }
        for _ in 0..<200 {
            var state = try state(exponentialPoint(buckets(), time: 0))
            var total: UInt64 = 0
            for time in 0..<UInt64(5) {
                let scales = [Int32.min, Int32.max, 0, 20, -10, Int32(truncatingIfNeeded: random.next())]
                let thresholds = [0, 1, .infinity, .nan, -1, Double(bitPattern: random.next())]
                var sent = buckets(
                    scale: scales[Int(random.next() % 6)], zero: random.next() % 10,
                    threshold: thresholds[Int(random.next() % 6)])
                sent.positive = side()
                sent.negative = side()
                total += sum(sent)
                #expect(try add(exponentialPoint(sent, start: time, time: time + 1), to: &state))
                #expect(sum(state.buckets) == total, "seed \(seed)")
                #expect(state.buckets.positive.counts.count <= ExponentialHistogramState.bucketLimit, "seed \(seed)")
                #expect(state.buckets.negative.counts.count <= ExponentialHistogramState.bucketLimit, "seed \(seed)")
            }
        }
    }

    @Test func `each value stays in a bucket around it`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            // Values by the index of their buckets at the finest scale, which is exact in integers.
            let finest: Int32 = 6
            var values: [Int] = []
            var state = try state(exponentialPoint(buckets(scale: finest), time: 0))
            for time in 0..<UInt64(4) {
                let scale = finest - Int32(random.next() % 5)
                let new = (0..<random.next() % 20).map { _ in Int(random.next() % 4000) - 2000 }
                values += new
                var side = ExponentialBucketCounts(offset: -2000 >> (finest - scale), counts: [])
                side.counts = [UInt64](repeating: 0, count: 4000 >> Int(finest - scale) + 1)
                for value in new { side.counts[value >> Int(finest - scale) - Int(side.offset)] += 1 }
                var sent = buckets(scale: scale)
                sent.positive = side
                #expect(try add(exponentialPoint(sent, start: time, time: time + 1), to: &state))
            }
            let shift = Int(finest - state.buckets.scale)
            let expected = values.reduce(into: [Int: UInt64]()) { $0[$1 >> shift, default: 0] += 1 }
            for (index, count) in state.buckets.positive.counts.enumerated() {
                #expect(count == expected[Int(state.buckets.positive.offset) + index] ?? 0, "seed \(seed)")
            }
        }
    }
}
