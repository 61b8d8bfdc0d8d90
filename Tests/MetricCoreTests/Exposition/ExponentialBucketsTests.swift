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

    /// The buckets as `bound:count` with bounds as the page shows them, but for those whose count is that of the bound
    /// before.
    private func lines(_ histogram: ExponentialBuckets, unit: String = "", resolution: Int = 1) -> String {
        var buffer = TextBuffer()
        var last: UInt64 = 0
        for bucket in ClassicBuckets(histogram, on: BucketGrid(unit: unit, resolution: resolution)).buckets {
            guard bucket.cumulativeCount != last else { continue }
            last = bucket.cumulativeCount
            if !buffer.isEmpty { buffer.append(" ") }
            buffer.append(bucket.upperBound, as: .prometheus)
            buffer.append(":")
            buffer.append(bucket.cumulativeCount)
        }
        return buffer.text
    }

    @Test(arguments: [
        ("", 38, 0.0009765625, 134_217_728.0), ("seconds", 28, 0.0009765625, 131_072),
        ("milliseconds", 28, 1, 134_217_728), ("microseconds", 38, 1, 137_438_953_472),
        ("nanoseconds", 38, 1024, 140_737_488_355_328), ("bytes", 38, 1, 137_438_953_472),
    ])
    func `has all bounds of the unit, whatever was measured`(unit: String, count: Int, least: Double, greatest: Double)
    {
        for sent in [histogram(scale: 5), histogram(scale: 0, positive: (3, [1]))] {
            let bounds = ClassicBuckets(sent, on: BucketGrid(unit: unit, resolution: 1)).buckets.map(\.upperBound)
            #expect(bounds.count == count + 1)
            #expect([bounds[0], bounds[1], bounds[count]] == [0, least, greatest])
        }
    }

    @Test func `counts what is at or below a bound`() {
        #expect(lines(histogram(scale: 0, positive: (1, [0, 2, 0, 3, 0]))) == "8:2 32:5")
        let fine = histogram(scale: 5, positive: (0, Array(repeating: 1, count: 33)))
        #expect(lines(fine) == "2:32 4:33")
        #expect(lines(fine, resolution: 2) == "1.4142135623730951:16 2:32 2.8284271247461903:33")
        #expect(lines(fine, resolution: 8).hasPrefix("1.0905077326652577:4 1.189207115002721:8 "))
    }

    @Test func `counts a bucket that lies across a bound to the next`() {
        #expect(lines(histogram(scale: -1, positive: (0, [1, 2]))) == "4:1 16:3")
        #expect(lines(histogram(scale: 0, positive: (0, [1, 2])), resolution: 4) == "2:1 4:3")
    }

    @Test func `counts what is below all bounds at the first, and what is above all nowhere`() {
        let wide = histogram(scale: 0, positive: (-40, [1] + Array(repeating: 0, count: 80) + [2]))
        #expect(lines(wide) == "0.0009765625:1")
        for scale: Int32 in [.min, -64, -20] {
            #expect(lines(histogram(scale: scale, positive: (-1, [3, 4]))) == "1:3")
        }
    }

    @Test func `counts zero at zero, or where the zero threshold is`() {
        #expect(lines(histogram(scale: 0, zero: 4, positive: (0, [1]))) == "0:4 2:5")
        #expect(lines(histogram(scale: 0, zero: 4, threshold: 0.5, positive: (0, [1]))) == "0.5:4 2:5")
        #expect(lines(histogram(scale: 0, zero: 4, threshold: 1.5, positive: (1, [1]))) == "2:4 4:5")
    }

    @Test func `shows negative values below zero`() {
        #expect(lines(histogram(scale: 0, zero: 1, positive: (0, [1]), negative: (0, [2, 3]))) == "-2:3 -1:5 0:6 2:7")
        #expect(lines(histogram(scale: 0, negative: (-40, [1])), unit: "bytes") == "0:1")
        #expect(lines(histogram(scale: 0, negative: (60, [1])), unit: "bytes") == "-1.37438953472e+11:1")
    }

    @Test func `stays finite, ascending and small whatever is sent`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        func side() -> (Int32, [UInt64]) {
            let counts = (0..<random.next() % 200).map { _ in random.next() >> (random.next() % 65) }
            return (Int32(truncatingIfNeeded: random.next()) >> Int32(random.next() % 32), counts)
        }
        let grids = BucketGrid.resolutions.map { BucketGrid(unit: "seconds", resolution: $0) }
        for _ in 0..<2_000 {
            let sent = histogram(
                scale: Int32(truncatingIfNeeded: random.next()) >> Int32(random.next() % 32),
                zero: random.next() >> (random.next() % 65), threshold: Double(bitPattern: random.next()),
                positive: side(), negative: side())
            for grid in grids {
                let buckets = ClassicBuckets(sent, on: grid).buckets
                for (bucket, next) in zip(buckets, buckets.dropFirst()) {
                    #expect(bucket.upperBound < next.upperBound, "seed \(seed)")
                    #expect(bucket.cumulativeCount <= next.cumulativeCount, "seed \(seed)")
                }
                #expect(buckets.allSatisfy { $0.upperBound.isFinite }, "seed \(seed)")
            }
        }
    }
}
