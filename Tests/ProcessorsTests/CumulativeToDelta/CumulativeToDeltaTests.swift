import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct CumulativeToDeltaTests {
    private func run(_ yaml: String = "initial_value: keep") throws -> ProcessorRun {
        try ProcessorRun(yaml, CumulativeToDeltaSettings.init)
    }

    /// Values of one series that began at 10 s, with their times, and what becomes of them.
    @Test(
        arguments: [
            ([(20, .int(5)), (30, .int(8))], ["c delta 0-20s 5", "c delta 20s-30s 3"]),
            ([(20, .int(5)), (20, .int(5))], ["c delta 0-20s 5", "c delta 20s-20s 0"]),
            ([(20, .int(9)), (30, .int(3)), (40, .int(7))], ["c delta 0-20s 9", "", "c delta 30s-40s 4"]),
            (
                [(20, .int(5)), (40, .int(9)), (30, .int(7)), (50, .int(10))],
                ["c delta 0-20s 5", "c delta 20s-40s 4", "", "c delta 40s-50s 1"]
            ),
            (
                [(20, .int(5)), (30, .double(7.5)), (40, .int(8))],
                ["c delta 0-20s 5", "c delta 20s-30s 2.5", "c delta 30s-40s 0.5"]
            ),
            (
                [(20, .double(5)), (30, .double(.nan)), (40, .double(7))],
                ["c delta 0-20s 5.0", "c delta 10s-30s nan", "c delta 20s-40s 2.0"]
            ),
            (
                [(20, .int(.min)), (30, .int(.max))],
                ["c delta 0-20s -9223372036854775808", "c delta 20s-30s 1.8446744073709552e+19"]
            ),
        ] as [([(UInt64, NumberValue)], [String])])
    func `sums become what came since the point before`(points: [(UInt64, NumberValue)], expected: [String]) throws {
        let run = try run()
        let lines = try points.map { try run.send(sum("c", point($1, start: at(10), time: at($0)))).joined() }
        #expect(lines == expected)
    }

    @Test(arguments: [
        ("initial_value: keep", ["c delta 0-20s 5", "c delta 20s-30s 1"]),
        ("initial_value: drop", ["", "c delta 20s-30s 1"]), ("", ["", "c delta 20s-30s 1"]),
    ])
    func `the first point is treated as the settings say`(yaml: String, expected: [String]) throws {
        let run = try run(yaml)
        let first = try run.send(sum("c", point(.int(5), start: at(10), time: at(20))))
        let second = try run.send(sum("c", point(.int(6), start: at(10), time: at(30))))
        #expect([first.joined(), second.joined()] == expected)
    }

    /// Starts of a series, compared with a processor that was made at 10 s, and with a time of 30 s.
    @Test(arguments: [(9, false), (10, true), (20, true), (30, false)] as [(UInt64, Bool)])
    func `the first point of a series that began later than the processor passes`(start: UInt64, passes: Bool) throws {
        let run = try ProcessorRun("") { section in
            let settings = CumulativeToDeltaSettings(section)
            return MadeAt(make: { CumulativeToDelta(settings, $0.logger, begun: at(10)) })
        }
        #expect(try run.send(sum("c", point(.int(5), start: at(start), time: at(30)))).isEmpty != passes)
    }

    @Test func `a new start is a new stream`() throws {
        let run = try run()
        _ = try run.send(sum("c", point(.int(5), start: at(10), time: at(20))))
        #expect(try run.send(sum("c", point(.int(6), start: at(25), time: at(30)))) == ["c delta 0-30s 6"])
        #expect(try run.send(sum("c", point(.int(7), start: at(10), time: at(30)))) == ["c delta 20s-30s 2"])
    }

    @Test func `writers are told apart`() throws {
        let run = try run()
        func send(_ writer: String, _ value: Int64, _ time: UInt64) throws -> [[String]] {
            try run.send(
                request(
                    ["service.instance.id": .string(writer)],
                    metrics: sum("c", point(.int(value), start: at(10), time: at(time)))))
        }
        _ = try send("a", 5, 20)
        #expect(try send("b", 6, 20) == [["c delta 0-20s 6"]])
        #expect(try send("a", 9, 30) == [["c delta 20s-30s 4"]])
    }

    private func histogram(_ counts: [UInt64], bounds: [Double], time: UInt64) -> Message {
        TestRequests.histogram(
            "h",
            histogramPoint(
                bounds: bounds, counts: counts, sum: Double(counts.reduce(0, +)), min: 1, max: 2, start: at(10),
                time: at(time)))
    }

    @Test func `a histogram that begins anew passes with all that it has counted`() throws {
        let run = try run()
        let lines = try [[5, 5], [4, 9], [6, 9]].enumerated().map { index, counts in
            try run.send(histogram(counts, bounds: [1], time: 20 + 10 * UInt64(index))).joined()
        }
        #expect(
            lines == [
                "h delta 0-20s 10/10.0 ?..? [5, 5] at [1.0]", "h delta 20s-30s 13/13.0 ?..? [4, 9] at [1.0]",
                "h delta 30s-40s 2/2.0 ?..? [2, 0] at [1.0]",
            ])
    }

    @Test func `other buckets lose a point`() throws {
        let run = try run()
        _ = try run.send(histogram([5, 5], bounds: [1], time: 20))
        #expect(try run.send(histogram([5, 6], bounds: [2], time: 30)) == [])
        #expect(
            try run.send(histogram([5, 7], bounds: [2], time: 40)) == ["h delta 30s-40s 1/1.0 ?..? [0, 1] at [2.0]"])
        #expect(try run.send(histogram([5, 7, 1], bounds: [2, 3], time: 50)) == [])
    }

    /// Exponential histograms after one of scale 1 with buckets 1, 2, 1 from 4 on and one value at zero.
    @Test(
        arguments: [
            ([1, 2, 3], 4, 1, 1, "2/? scale 1 zero 0 [2] at 6"),
            ([1, 1, 2, 1], 3, 1, 2, "2/? scale 1 zero 1 [1] at 3"),
            ([3, 1], 2, 0, 1, "0/? scale 0 zero 0 [] at 0"),
            ([3, 5], 2, 0, 1, "4/? scale 0 zero 0 [4] at 3"),
            // Some of it is gone: a restart.
            ([1, 1, 9], 4, 1, 1, "12/? scale 1 zero 1 [1, 1, 9] at 4"),
            ([9, 9, 9, 9], 8, 2, 1, "37/? scale 2 zero 1 [9, 9, 9, 9] at 8"),
        ] as [([UInt64], Int32, Int32, UInt64, String)])
    func `exponential histograms become differences`(
        counts: [UInt64], offset: Int32, scale: Int32, zero: UInt64, expected: String
    ) throws {
        let run = try run()
        func send(_ counts: [UInt64], _ offset: Int32, _ scale: Int32, _ zero: UInt64, _ time: UInt64) throws -> String
        {
            let buckets = ExponentialBuckets(
                scale: scale, zeroCount: zero, positive: ExponentialBucketCounts(offset: offset, counts: counts))
            return try run.send(exponentialHistogram("e", exponentialPoint(buckets, start: at(10), time: at(time))))
                .joined()
        }
        _ = try send([1, 2, 1], 4, 1, 1, 20)
        #expect(try send(counts, offset, scale, zero, 30) == "e delta 20s-30s \(expected)")
    }

    @Test func `scales that nobody can have are taken`() throws {
        let run = try run()
        for (index, scale) in [Int32.max, Int32.min, 0, Int32.min].enumerated() {
            let buckets = ExponentialBuckets(
                scale: scale, zeroThreshold: .greatestFiniteMagnitude,
                positive: ExponentialBucketCounts(offset: .max, counts: [1, 2]),
                negative: ExponentialBucketCounts(offset: .min, counts: [1, 2]))
            try run.send(
                exponentialHistogram("e", exponentialPoint(buckets, start: at(10), time: at(20 + UInt64(index)))))
        }
    }

    @Test func `what isn't cumulative, or may fall, passes as it is`() throws {
        let lines = try run().send(
            sum("updown", isMonotonic: false, point(.int(1), start: at(10), time: at(20))),
            sum("delta", temporality: .delta, point(.int(1), start: at(10), time: at(20))),
            sum("unspecified", temporality: .unspecified, point(.int(1), start: at(10), time: at(20))),
            gauge("g", point(.int(1), time: at(20))), summary("s", summaryPoint(count: 1, sum: 2, time: at(20))))
        #expect(
            lines == [
                "updown cumulative 10s-20s 1", "delta delta 10s-20s 1", "unspecified 10s-20s 1", "g 0-20s 1",
                "s 0-20s 1/2.0",
            ])
    }

    @Test func `points without a value are dropped, and what is left goes on`() throws {
        let run = try run()
        #expect(try run.send(request(metrics: sum("c", point(.none, flags: noRecordedValue)))) == [[]])
    }

    @Test func `a stream is forgotten when its last point is old`() throws {
        let run = try run("{initial_value: keep, max_staleness: 1m}")
        let processor = try #require(run.processor as? CumulativeToDelta)
        _ = try run.send(sum("c", point(.int(5), start: at(10), time: at(20))))
        processor.sweep(now: 0, clock: at(80))
        #expect(try run.send(sum("c", point(.int(6), start: at(10), time: at(30)))) == ["c delta 20s-30s 1"])
        processor.sweep(now: 0, clock: at(91))
        #expect(try run.send(sum("c", point(.int(7), start: at(10), time: at(40)))) == ["c delta 0-40s 7"])
    }

    @Test func `a stream that is silent for an hour is forgotten if nothing else is said`() throws {
        let run = try run()
        let processor = try #require(run.processor as? CumulativeToDelta)
        _ = try run.send(sum("c", point(.int(5), start: at(10), time: at(20))))
        processor.sweep(now: monotonicNanoseconds() + 3500 * 1_000_000_000, clock: .max)
        #expect(try run.send(sum("c", point(.int(6), start: at(10), time: at(30)))) == ["c delta 20s-30s 1"])
        processor.sweep(now: monotonicNanoseconds() + 3700 * 1_000_000_000, clock: 0)
        #expect(try run.send(sum("c", point(.int(7), start: at(10), time: at(40)))) == ["c delta 0-40s 7"])
    }

    @Test func `a series that is forgotten begins anew`() throws {
        let run = try run()
        _ = try run.send(sum("c", point(.int(5), start: at(10), time: at(20))))
        run.processor.forget(run.series)
        #expect(try run.send(sum("c", point(.int(6), start: at(10), time: at(30)))) == ["c delta 0-30s 6"])
    }
}
