import MetricCore
import TestRandom
import Testing

struct ExponentialBucketsTests {
    /// Lower bounds that otelcol's debug exporter printed.
    static let debugBounds: [(index: Int, scale: Int32, String)] = [
        (0, 0, "1.000000"), (1, -5, "4294967295.999997"), (1, 1, "1.414214"), (2, 1, "2.000000"), (-4, 0, "0.062500"),
        (1, -4, "65536.000000"), (1, 5, "1.021897"), (1, 3, "1.090508"), (5000, 0, "+Inf"), (-5000, 0, "0.000000"),
    ]

    @Test(arguments: debugBounds)
    func `computes bounds as the debug exporter does`(index: Int, scale: Int32, expected: String) {
        var buffer = TextBuffer()
        buffer.append(ExponentialBuckets.debugBound(index: index, scale: scale), as: .sixDecimals)
        #expect(buffer.text == expected)
    }

    private func histogram(
        scale: Int32, zero: UInt64 = 0, threshold: Double = 0, positive: (Int32, [UInt64]) = (0, []),
        negative: (Int32, [UInt64]) = (0, [])
    ) -> ExponentialBuckets {
        ExponentialBuckets(
            scale: scale, zeroCount: zero, zeroThreshold: threshold,
            positive: ExponentialBucketCounts(offset: positive.0, counts: positive.1),
            negative: ExponentialBucketCounts(offset: negative.0, counts: negative.1))
    }

    /// The buckets as `bound:count` with bounds as the page shows them.
    private func lines(_ histogram: ExponentialBuckets, limit: Int = 40) -> String {
        var buffer = TextBuffer()
        for bucket in ClassicBuckets(histogram, limit: limit).buckets {
            if !buffer.isEmpty { buffer.append(" ") }
            buffer.append(bucket.upperBound, as: .prometheus)
            buffer.append(":")
            buffer.append(bucket.cumulativeCount)
        }
        return buffer.text
    }

    @Test func `shows every bound of the populated range`() {
        #expect(lines(histogram(scale: 0, positive: (1, [0, 2, 0, 3, 0]))) == "4:0 8:2 16:2 32:5")
    }

    @Test func `shows nothing of an empty histogram`() {
        #expect(lines(histogram(scale: 5, positive: (7, [0, 0]))).isEmpty)
        #expect(lines(histogram(scale: 5)).isEmpty)
    }

    @Test func `counts zero at the zero threshold`() {
        #expect(lines(histogram(scale: 0, zero: 4, positive: (0, [1]))) == "0:4 1:4 2:5")
        #expect(lines(histogram(scale: 0, zero: 4, threshold: 0.5, positive: (0, [1]))) == "0.5:4 1:4 2:5")
        #expect(lines(histogram(scale: 0, zero: 4, threshold: 1.5, positive: (0, [1]))) == "1.5:4 2:5")
    }

    @Test func `shows negative values below zero`() {
        #expect(
            lines(histogram(scale: 0, zero: 1, positive: (0, [1]), negative: (0, [2, 3])))
                == "-4:0 -2:3 -1:5 0:6 1:6 2:7")
    }

    @Test func `shows at most eight bounds for a doubling`() {
        let fine = histogram(scale: 5, positive: (0, Array(repeating: 1, count: 32)))
        #expect(
            lines(fine)
                == "1:0 1.0905077326652577:4 1.189207115002721:8 1.2968395546510096:12 1.4142135623730951:16 "
                + "1.5422108254079407:20 1.681792830507429:24 1.8340080864093424:28 2:32")
    }

    @Test func `takes a coarser grid when the range is wide`() {
        let wide = histogram(scale: 3, positive: (-8, [1] + Array(repeating: 0, count: 158) + [1]))
        #expect(
            lines(wide, limit: 12)
                == "0.25:0 1:1 4:1 16:1 64:1 256:1 1024:1 4096:1 16384:1 65536:1 262144:1 1.048576e+06:2")
        #expect(lines(wide, limit: 2).split(separator: " ").count <= 7)
    }

    @Test func `keeps bounds and counts when it grows into a coarser grid`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        var counts = [UInt64](repeating: 0, count: 160)
        var earlier: [Double: UInt64] = [:]
        for _ in 0..<200 {
            counts[80 + Int(random.next() % 20) * Int(random.next() % 4) - Int(random.next() % 20)] += 1
            let buckets = ClassicBuckets(histogram(scale: 3, positive: (-80, counts))).buckets
            #expect(buckets.count <= 40)
            for bucket in buckets {
                #expect(bucket.cumulativeCount >= earlier[bucket.upperBound, default: 0], "seed \(seed)")
            }
            earlier = Dictionary(uniqueKeysWithValues: buckets.map { ($0.upperBound, $0.cumulativeCount) })
        }
    }

    @Test func `stays finite, ascending and small whatever is sent`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        func side() -> (Int32, [UInt64]) {
            let counts = (0..<random.next() % 200).map { _ in random.next() >> (random.next() % 65) }
            return (Int32(truncatingIfNeeded: random.next()) >> Int32(random.next() % 32), counts)
        }
        for _ in 0..<2_000 {
            let sent = histogram(
                scale: Int32(truncatingIfNeeded: random.next()) >> Int32(random.next() % 32),
                zero: random.next() >> (random.next() % 65), threshold: Double(bitPattern: random.next()),
                positive: side(), negative: side())
            let buckets = ClassicBuckets(sent).buckets
            #expect(buckets.count <= 40, "seed \(seed)")
            for (bucket, next) in zip(buckets, buckets.dropFirst()) {
                #expect(bucket.upperBound < next.upperBound, "seed \(seed)")
                #expect(bucket.cumulativeCount <= next.cumulativeCount, "seed \(seed)")
            }
            #expect(buckets.allSatisfy { $0.upperBound.isFinite }, "seed \(seed)")
        }
    }
}
