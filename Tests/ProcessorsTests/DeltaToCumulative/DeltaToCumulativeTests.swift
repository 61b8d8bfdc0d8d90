import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct DeltaToCumulativeTests {
    private func run(_ yaml: String = "") throws -> ProcessorRun {
        try ProcessorRun(yaml, DeltaToCumulativeSettings.init)
    }

    private func delta(_ value: NumberValue, _ start: UInt64, _ time: UInt64, flags: UInt32 = 0) -> Message {
        sum("d", temporality: .delta, point(value, start: at(start), time: at(time), flags: flags))
    }

    /// Starts, times and values of one series, and what becomes of them.
    @Test(
        arguments: [
            ([(10, 20, .int(5)), (20, 30, .int(3))], ["d cumulative 10s-20s 5", "d cumulative 10s-30s 8"]),
            ([(10, 20, .int(5)), (40, 50, .int(3))], ["d cumulative 10s-20s 5", "d cumulative 10s-50s 8"]),
            (
                [(10, 20, .int(5)), (10, 20, .int(5)), (15, 30, .int(1))],
                ["d cumulative 10s-20s 5", "", "d cumulative 10s-30s 6"]
            ),
            ([(10, 20, .int(5)), (9, 30, .int(7))], ["d cumulative 10s-20s 5", ""]),
            ([(10, 20, .int(5)), (20, 30, .int(-8))], ["d cumulative 10s-20s 5", "d cumulative 10s-30s -3"]),
            (
                [(10, 20, .int(5)), (20, 30, .double(2.5)), (30, 40, .int(1))],
                ["d cumulative 10s-20s 5", "d cumulative 10s-30s 7.5", "d cumulative 10s-40s 8.5"]
            ),
            (
                [(10, 20, .int(.max)), (20, 30, .int(1))],
                ["d cumulative 10s-20s 9223372036854775807", "d cumulative 10s-30s 9.223372036854776e+18"]
            ),
        ] as [([(UInt64, UInt64, NumberValue)], [String])])
    func `sums add up`(points: [(UInt64, UInt64, NumberValue)], expected: [String]) throws {
        let run = try run()
        #expect(try points.map { try run.send(delta($2, $0, $1)).joined() } == expected)
    }

    @Test func `a point without a value adds nothing, and goes on`() throws {
        let run = try run()
        _ = try run.send(delta(.int(5), 10, 20))
        #expect(try run.send(delta(.none, 20, 30, flags: noRecordedValue)) == ["d cumulative 10s-30s none"])
        #expect(try run.send(delta(.int(1), 20, 30)) == ["d cumulative 10s-30s 6"])
    }

    @Test func `a request of which nothing is left goes no further`() throws {
        let run = try run("max_streams: 0")
        #expect(try run.send(request(metrics: delta(.int(5), 10, 20))) == [])
    }

    @Test func `beyond the limit new streams are dropped`() throws {
        let run = try run("max_streams: 1")
        _ = try run.send(delta(.int(5), 10, 20))
        #expect(
            try run.send(
                delta(.int(1), 20, 30), sum("e", temporality: .delta, point(.int(1), start: at(20), time: at(30))))
                == ["d cumulative 10s-30s 6"])
    }

    @Test func `a stream that is silent is forgotten`() throws {
        let run = try run("max_stale: 10s")
        let processor = try #require(run.processor as? DeltaToCumulative)
        _ = try run.send(delta(.int(5), 10, 20))
        processor.sweep(now: monotonicNanoseconds() + 9_000_000_000)
        #expect(try run.send(delta(.int(1), 20, 30)) == ["d cumulative 10s-30s 6"])
        processor.sweep(now: monotonicNanoseconds() + 11_000_000_000)
        #expect(try run.send(delta(.int(1), 30, 40)) == ["d cumulative 30s-40s 1"])
    }

    @Test func `histograms add up as long as their buckets are the same`() throws {
        let run = try run()
        func send(_ counts: [UInt64], _ bounds: [Double], sum: Double?, _ start: UInt64) throws -> String {
            try run.send(
                histogram(
                    "h", temporality: .delta,
                    histogramPoint(
                        bounds: bounds, counts: counts, sum: sum, min: sum, max: sum, start: at(start),
                        time: at(start + 10)))
            ).joined()
        }
        #expect(try send([1, 2], [5], sum: 9, 10) == "h cumulative 10s-20s 3/9.0 9.0..9.0 [1, 2] at [5.0]")
        #expect(try send([1, 0], [5], sum: 1, 20) == "h cumulative 10s-30s 4/10.0 1.0..9.0 [2, 2] at [5.0]")
        #expect(try send([1, 0], [5], sum: nil, 30) == "h cumulative 10s-40s 5/? ?..? [3, 2] at [5.0]")
        #expect(try send([1, 0], [6], sum: 1, 40) == "h cumulative 40s-50s 1/1.0 1.0..1.0 [1, 0] at [6.0]")
        #expect(try send([1], [6], sum: 1, 50) == "h cumulative 50s-60s 1/1.0 1.0..1.0 [1] at [6.0]")
    }

    /// Exponential histograms after one of scale 2 with buckets 1, 2 from 4 on.
    @Test(
        arguments: [
            (ExponentialBucketCounts(offset: 7, counts: [3]), 2, "6/? scale 2 zero 0 [1, 2, 0, 3] at 4"),
            (ExponentialBucketCounts(offset: 1, counts: [1]), 2, "4/? scale 2 zero 0 [1, 0, 0, 1, 2] at 1"),
            (ExponentialBucketCounts(offset: 2, counts: [5]), 1, "8/? scale 1 zero 0 [8] at 2"),
            (ExponentialBucketCounts(offset: 8, counts: [0, 5]), 3, "8/? scale 2 zero 0 [6, 2] at 4"),
            (ExponentialBucketCounts(offset: -400, counts: [5]), 2, "8/? scale 0 zero 0 [5, 0, 0"),
            (ExponentialBucketCounts(offset: .max, counts: [1, 2]), .min, "6/? scale -8"),
        ] as [(ExponentialBucketCounts, Int32, String)])
    func `exponential histograms add up, with 160 buckets at most`(
        positive: ExponentialBucketCounts, scale: Int32, expected: String
    ) throws {
        let run = try run()
        func send(_ buckets: ExponentialBuckets, _ start: UInt64) throws -> String {
            let point = exponentialPoint(buckets, start: at(start), time: at(start + 10))
            return try run.send(exponentialHistogram("e", temporality: .delta, point)).joined()
        }
        _ = try send(
            ExponentialBuckets(scale: 2, positive: ExponentialBucketCounts(offset: 4, counts: [1, 2])), 10)
        let line = try send(ExponentialBuckets(scale: scale, positive: positive), 20)
        #expect(line.hasPrefix("e cumulative 10s-30s \(expected)"), "\(line)")
    }

    @Test func `what is no delta passes as it is`() throws {
        #expect(
            try run().send(
                sum("c", point(.int(1), start: at(10), time: at(20))), gauge("g", point(.int(1), time: at(20))))
                == ["c cumulative 10s-20s 1", "g 0-20s 1"])
    }

    @Test(arguments: [
        ("max_stale: 0s", "test.yaml:1:12: tested::max_stale: must be greater than 0, found 0s"),
        ("max_streams: -1", "test.yaml:1:14: tested::max_streams: expected a whole number of at least 0"),
        ("max_staleness: 5m", "test.yaml:1:1: tested::max_staleness: unknown key"),
    ])
    func `refuses settings`(yaml: String, message: String) throws {
        let faults = try faults(yaml, DeltaToCumulativeSettings.init)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }
}
