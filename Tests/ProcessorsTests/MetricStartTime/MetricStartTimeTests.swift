import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct MetricStartTimeTests {
    private func run(_ yaml: String) throws -> ProcessorRun {
        try ProcessorRun(yaml) { section in
            let settings = MetricStartTimeSettings(section)
            return MadeAt(make: { MetricStartTime(settings, $0.logger, begun: at(5)) })
        }
    }

    /// Times and values of one series that doesn't say when it began, and what becomes of them.
    @Test(
        arguments: [
            ("", [(20, .int(10)), (30, .int(15))], ["c cumulative 20s-20s 10", "c cumulative 20s-30s 15"]),
            (
                "", [(20, .int(10)), (30, .int(4)), (40, .int(6))],
                ["c cumulative 20s-20s 10", "c cumulative 29999ms-30s 4", "c cumulative 29999ms-40s 6"]
            ),
            (
                "", [(20, .int(10)), (30, .double(12.5)), (40, .int(14))],
                ["c cumulative 20s-20s 10", "c cumulative 20s-30s 12.5", "c cumulative 20s-40s 14"]
            ),
            (
                "", [(20, .int(10)), (40, .int(15)), (30, .int(12)), (10, .int(2)), (50, .int(16))],
                [
                    "c cumulative 20s-20s 10", "c cumulative 20s-40s 15", "c cumulative 20s-30s 12",
                    "c cumulative 10s-10s 2", "c cumulative 20s-50s 16",
                ]
            ),
            (
                "strategy: subtract_initial_point", [(20, .int(10)), (30, .int(15)), (40, .int(4)), (50, .int(6))],
                ["", "c cumulative 20s-30s 5", "c cumulative 39999ms-40s 4", "c cumulative 39999ms-50s 6"]
            ),
            (
                "strategy: start_time_metric", [(20, .int(10)), (30, .int(15)), (40, .int(4))],
                ["c cumulative 5s-20s 10", "c cumulative 5s-30s 15", "c cumulative 39999ms-40s 4"]
            ),
        ] as [(String, [(UInt64, NumberValue)], [String])])
    func `sums get the start of their stream`(
        yaml: String, points: [(UInt64, NumberValue)], expected: [String]
    ) throws {
        let run = try run(yaml)
        #expect(try points.map { try run.send(sum("c", point($1, time: at($0)))).joined() } == expected)
    }

    @Test func `a start that is known stays`() throws {
        #expect(
            try run("").send(
                sum("c", point(.int(1), start: at(10), time: at(20))),
                sum("d", point(.int(1), start: at(20), time: at(20))))
                == ["c cumulative 10s-20s 1", "d cumulative 20s-20s 1"])
    }

    @Test func `a point without a value gets a start, and is no restart`() throws {
        let run = try run("")
        _ = try run.send(sum("c", point(.int(10), time: at(20))))
        #expect(
            try run.send(sum("c", point(.none, time: at(30), flags: noRecordedValue))) == ["c cumulative 20s-30s none"])
        #expect(try run.send(sum("c", point(.int(11), time: at(40)))) == ["c cumulative 20s-40s 11"])
    }

    @Test func `values that may fall are no restart`() throws {
        let run = try run("")
        for (value, expected) in [(10, "20s-20s 10"), (4, "20s-30s 4")] as [(Int64, String)] {
            let time: UInt64 = value == 10 ? 20 : 30
            #expect(
                try run.send(sum("u", isMonotonic: false, point(.int(value), time: at(time))))
                    == ["u cumulative \(expected)"])
        }
    }

    @Test func `gauges and deltas have no start`() throws {
        #expect(
            try run("").send(
                gauge("g", point(.int(1), time: at(20))), sum("d", temporality: .delta, point(.int(1), time: at(20))))
                == ["g 0-20s 1", "d delta 0-20s 1"])
    }

    @Test func `histograms restart with a lower count or other buckets, once`() throws {
        let run = try run("")
        func send(_ counts: [UInt64], _ bounds: [Double], _ time: UInt64) throws -> String {
            let lines = try run.send(histogram("h", histogramPoint(bounds: bounds, counts: counts, time: at(time))))
            return String(lines.joined().split(separator: " ")[2])
        }
        #expect(try send([1, 1], [10], 20) == "20s-20s")
        #expect(try send([2, 1], [10], 30) == "20s-30s")
        #expect(try send([2, 1], [20], 40) == "39999ms-40s")
        #expect(try send([2, 2], [20], 50) == "39999ms-50s")
        #expect(try send([1, 2], [20], 60) == "59999ms-60s")
    }

    @Test func `an exponential histogram that gains a bucket or becomes coarser goes on`() throws {
        let run = try run("")
        func send(_ scale: Int32, _ counts: [UInt64], _ time: UInt64) throws -> String {
            let buckets = ExponentialBuckets(
                scale: scale, positive: ExponentialBucketCounts(offset: 0, counts: counts))
            let lines = try run.send(exponentialHistogram("e", exponentialPoint(buckets, time: at(time))))
            return String(lines.joined().split(separator: " ")[2])
        }
        #expect(try send(0, [1, 1], 20) == "20s-20s")
        #expect(try send(0, [1, 1, 1], 30) == "20s-30s")
        #expect(try send(-1, [2, 2], 40) == "20s-40s")
        #expect(try send(-1, [1, 2], 50) == "49999ms-50s")
    }

    @Test func `the first point is taken off all that follow`() throws {
        let run = try run("strategy: subtract_initial_point")
        func send(_ count: UInt64, _ time: UInt64) throws -> [String] {
            try run.send(
                histogram("h", histogramPoint(bounds: [1], counts: [count, 1], sum: Double(count), time: at(time))),
                summary("s", summaryPoint(count: count, sum: Double(count), [(0.5, 1)], time: at(time))))
        }
        #expect(try send(10, 20) == [])
        #expect(
            try send(15, 30) == ["h cumulative 20s-30s 5/5.0 ?..? [5, 0] at [1.0]", "s 20s-30s 5/5.0"])
        #expect(
            try send(4, 40) == [
                "h cumulative 39999ms-40s 5/4.0 ?..? [4, 1] at [1.0]", "s 39999ms-40s 4/4.0",
            ])
    }

    /// What a metric of a request says, and the start that other points get.
    @Test(
        arguments: [
            ("", "process_start_time_seconds", .double(1_000_010.25), "10250ms"),
            ("", "process_start_time_seconds", .int(1_000_010), "10s"),
            ("", "my_start", .int(1_000_010), "5s"),
            ("start_time_metric_regex: start$", "my_start", .int(1_000_010), "10s"),
            ("", "process_start_time_seconds", .double(.nan), "5s"),
            ("", "process_start_time_seconds", .double(-1), "5s"),
            ("", "process_start_time_seconds", .double(1e300), "5s"),
            ("", "process_start_time_seconds", .none, "5s"),
        ] as [(String, String, NumberValue, String)])
    func `a metric says when all began`(yaml: String, name: String, value: NumberValue, expected: String) throws {
        let run = try run("strategy: start_time_metric\n\(yaml)")
        let lines = try run.send(
            sum("c", point(.int(1), time: at(20))), sum("d", temporality: .delta, point(.int(1), time: at(20))),
            gauge(name, point(value, time: at(20))))
        #expect(lines.prefix(2) == ["c cumulative \(expected)-20s 1", "d delta \(expected)-20s 1"])
    }

    @Test func `a stream that is silent is forgotten`() throws {
        let run = try run("gc_interval: 10s")
        let processor = try #require(run.processor as? MetricStartTime)
        _ = try run.send(sum("c", point(.int(10), time: at(20))))
        processor.sweep(now: monotonicNanoseconds() + 9_000_000_000)
        #expect(try run.send(sum("c", point(.int(11), time: at(30)))) == ["c cumulative 20s-30s 11"])
        processor.sweep(now: monotonicNanoseconds() + 11_000_000_000)
        #expect(try run.send(sum("c", point(.int(12), time: at(40)))) == ["c cumulative 40s-40s 12"])
    }

    @Test(arguments: [
        ("gc_interval: 0s", "test.yaml:1:14: tested::gc_interval: must be greater than 0, found 0s"),
        ("strategy: first_point", "test.yaml:1:11: tested::strategy: expected one of true_reset_point"),
        (
            "start_time_metric_regex: a",
            "test.yaml:1:26: tested::start_time_metric_regex: start_time_metric_regex can only"
        ),
        (
            "{strategy: start_time_metric, start_time_metric_regex: (}",
            "test.yaml:1:56: tested::start_time_metric_regex: no regular expression that RE2 takes"
        ),
        ("stategy: true_reset_point", "tested::stategy: unknown key; did you mean strategy?"),
    ])
    func `refuses settings`(yaml: String, message: String) throws {
        let faults = try faults(yaml, MetricStartTimeSettings.init)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }
}
