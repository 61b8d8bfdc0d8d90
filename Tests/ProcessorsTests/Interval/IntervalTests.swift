import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct IntervalTests {
    private func run(_ yaml: String = "") throws -> ProcessorRun {
        try ProcessorRun(yaml, IntervalSettings.init)
    }

    /// What is sent at the end.
    private func rest(_ run: ProcessorRun) -> [[String]] {
        run.processor.stop()
        return run.take()
    }

    @Test func `the newest point of each series is sent, in the order in which the series came`() throws {
        let run = try run()
        let first = try run.send(
            request(
                metrics: sum("c", point(.int(1), ["k": "a"], time: at(20)), point(.int(7), ["k": "b"], time: at(20))),
                gauge("g", point(.int(128), time: at(20)))))
        #expect(first == [[]])
        try run.send(gauge("g", point(.int(120), time: at(30))), sum("c", point(.int(2), ["k": "a"], time: at(30))))
        #expect(
            rest(run) == [["c{k=a} cumulative 0-30s 2", "c{k=b} cumulative 0-20s 7", "g 0-30s 120"]])
        #expect(rest(run) == [[]])
    }

    @Test func `a point that isn't newer is dropped`() throws {
        let run = try run()
        for (time, value) in [(20, 1), (20, 2), (10, 3)] as [(UInt64, Int64)] {
            try run.send(gauge("g", point(.int(value), time: at(time))))
        }
        #expect(rest(run) == [["g 0-20s 1"]])
    }

    @Test func `what would be lost passes at once`() throws {
        let run = try run()
        #expect(
            try run.send(
                sum("delta", temporality: .delta, point(.int(1))), sum("updown", isMonotonic: false, point(.int(2))),
                sum("unspecified", temporality: .unspecified, point(.int(3))), sum("kept", point(.int(4))),
                histogram("h", temporality: .delta, histogramPoint(bounds: [], counts: [1])))
                == [
                    "delta delta 0-0 1", "updown cumulative 0-0 2", "unspecified 0-0 3",
                    "h delta 0-0 1/? ?..? [1] at []",
                ])
        #expect(rest(run) == [["kept cumulative 0-0 4"]])
    }

    @Test func `gauges and summaries pass at once if the settings say so`() throws {
        let run = try run("pass_through: {gauge: true, summary: true}")
        #expect(
            try run.send(gauge("g", point(.int(1))), summary("s", summaryPoint(count: 1, sum: 2)))
                == ["g 0-0 1", "s 0-0 1/2.0"])
        #expect(rest(run) == [[]])
    }

    @Test func `a metric without data is no reason to refuse`() throws {
        let run = try run()
        #expect(try run.send(Message { $0.text(1, "nothing") }, sum("kept", point(.int(1)))) == [])
        #expect(rest(run) == [["kept cumulative 0-0 1"]])
    }

    @Test func `resources, scopes and metrics of several requests are joined`() throws {
        let run = try run()
        for (key, scopeName, unit) in [("a", "s", ""), ("b", "s", ""), ("c", "t", ""), ("d", "s", "ms")] {
            _ = try run.send(
                request(
                    resource(["r": "1"], scope(scopeName, gauge("g", unit: unit, point(.int(1), ["k": .string(key)])))))
            )
        }
        #expect(rest(run) == [["g{k=a} 0-0 1", "g{k=b} 0-0 1", "g{k=d} 0-0 1", "g{k=c} 0-0 1"]])
    }

    @Test func `writers are told apart`() throws {
        let run = try run()
        for writer in ["a", "b"] {
            _ = try run.send(
                request(["service.instance.id": .string(writer)], metrics: gauge("g", point(.int(1), time: at(20)))))
        }
        #expect(rest(run) == [["g 0-20s 1", "g 0-20s 1"]])
    }

    @Test func `what was kept of a series that is forgotten is still sent`() throws {
        let run = try run()
        try run.send(gauge("g", point(.int(1), time: at(20))))
        run.processor.forget(run.series)
        try run.send(gauge("g", point(.int(2), time: at(30))))
        #expect(rest(run) == [["g 0-20s 1", "g 0-30s 2"]])
    }

    @Test(.timeLimit(.minutes(1)))
    func `sends by itself`() async throws {
        let run = try run("interval: 100ms")
        try run.send(gauge("g", point(.int(1))))
        let task = Task { await run.processor.run() }
        var sent: [[String]] = []
        while sent.isEmpty {
            try await Task.sleep(for: .milliseconds(5))
            sent = run.take()
        }
        #expect(sent.first == ["g 0-0 1"])
        task.cancel()
        await task.value
    }

    @Test(arguments: [
        ("interval: 0s", "test.yaml:1:11: tested::interval: must be greater than 0, found 0s"),
        (
            "pass_through: {gauges: true}",
            "test.yaml:1:16: tested::pass_through::gauges: unknown key; did you mean gauge?"
        ),
        ("pass_through: {gauge: 1}", "tested::pass_through::gauge: expected true or false"),
    ])
    func `refuses settings`(yaml: String, message: String) throws {
        let faults = try faults(yaml, IntervalSettings.init)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }
}
