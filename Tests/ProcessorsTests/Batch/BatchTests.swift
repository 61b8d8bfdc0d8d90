import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct BatchTests {
    private func run(_ yaml: String) throws -> ProcessorRun {
        try ProcessorRun(yaml, BatchSettings.init)
    }

    /// How many points each request has, how many the batches after it have, and those at the end.
    @Test(
        arguments: [
            ("{timeout: 1h, send_batch_size: 3}", [2, 2, 1], [[], [4], []], [1]),
            ("{timeout: 1h, send_batch_size: 0}", [2, 1], [[2], [1]], []),
            ("timeout: 0", [2, 1], [[2], [1]], []),
            ("{timeout: 0s, send_batch_size: 2, send_batch_max_size: 2}", [5], [[2, 2, 1]], []),
            ("{timeout: 1h, send_batch_size: 3, send_batch_max_size: 3}", [7, 2, 1], [[3, 3], [3], []], [1]),
            ("{timeout: 1h, send_batch_size: 2, send_batch_max_size: 3}", [8], [[3, 3, 2]], []),
            ("{timeout: 1h, send_batch_size: 3, send_batch_max_size: 3}", [6], [[3, 3]], []),
            ("{timeout: 1h, send_batch_size: 0, send_batch_max_size: 3}", [4], [[3, 1]], []),
        ] as [(String, [Int], [[Int]], [Int])])
    func `points go in batches`(yaml: String, requests: [Int], batches: [[Int]], rest: [Int]) throws {
        let run = try run(yaml)
        let sent = try requests.map { count in
            try run.send(
                request(metrics: gauge("g", (0..<count).map { point(.int(Int64($0)), ["k": .int(Int64($0))]) })))
        }
        #expect(sent.map { $0.map(\.count) } == batches)
        run.processor.stop()
        #expect(run.take().map(\.count) == rest)
    }

    @Test func `cuts go through resources, scopes and metrics, in order`() throws {
        let run = try run("{timeout: 0, send_batch_size: 2, send_batch_max_size: 2}")
        let batches = try run.send(
            request(
                resource(
                    ["r": "1"], schemaURL: "",
                    scope(
                        "s", gauge("a", point(.int(1), ["k": 1])), gauge("b", point(.int(2)), point(.int(3), ["k": 1]))),
                    scope("t", sum("c", isMonotonic: false, point(.int(4))))),
                resource(["r": "2"], schemaURL: "", scope("s", gauge("a", point(.int(5)))))))
        #expect(
            batches == [["a{k=1} 0-0 1", "b 0-0 2"], ["b{k=1} 0-0 3", "c cumulative 0-0 4"], ["a 0-0 5"]])
    }

    @Test func `requests without points are swallowed`() throws {
        let run = try run("timeout: 0")
        #expect(try run.send(request(metrics: gauge("empty"))) == [])
        run.processor.stop()
        #expect(run.take() == [])
    }

    @Test func `what was kept of a series that is forgotten is still sent`() throws {
        let run = try run("timeout: 1h")
        try run.send(gauge("g", point(.int(1))))
        run.processor.forget(run.series)
        run.processor.stop()
        #expect(run.take() == [["g 0-0 1"]])
    }

    @Test(.timeLimit(.minutes(1)))
    func `sends by itself when the timeout is over`() async throws {
        let run = try run("timeout: 20ms")
        try run.send(gauge("g", point(.int(1))))
        let task = Task { await run.processor.run() }
        var sent: [[String]] = []
        while sent.isEmpty {
            try await Task.sleep(for: .milliseconds(5))
            sent = run.take()
        }
        #expect(sent == [["g 0-0 1"]])
        task.cancel()
        await task.value
    }

    @Test func `many threads lose nothing`() async throws {
        let run = try run("{timeout: 1h, send_batch_size: 7, send_batch_max_size: 10}")
        try await withThrowingTaskGroup { group in
            for thread in 0..<4 as Range<Int64> {
                group.addTask {
                    for index in 0..<50 as Range<Int64> {
                        var batch = Batch()
                        let points = (0..<3 as Range<Int64>).map {
                            point(.int($0), ["k": .int($0 + 3 * (index + 50 * thread))])
                        }
                        let bytes = request(metrics: gauge("g", points))
                        try run.intake.consume(unsafe bytes.span.bytes, &batch)
                    }
                }
            }
            try await group.waitForAll()
        }
        run.processor.stop()
        let sent = run.take()
        #expect(sent.allSatisfy { $0.count <= 10 })
        #expect(Set(sent.joined()).count == 600)
        #expect(sent.joined().count == 600)
    }

    @Test(arguments: [
        (
            "send_batch_max_size: 100",
            "test.yaml:1:22: tested::send_batch_max_size: send_batch_max_size must be greater"
        ),
        (
            "send_batch_size: -5",
            "test.yaml:1:18: tested::send_batch_size: expected a whole number from 0 to 4294967295"
        ),
        ("timeout: -1s", "test.yaml:1:10: tested::timeout: must be at least 0s, found -1s"),
        (
            "metadata_keys: [x-tenant, y, X-Tenant]",
            "test.yaml:1:16: tested::metadata_keys: duplicate entry in metadata_keys: \"x-tenant\" (case-insensitive)"
        ),
        ("metadata_cardinality_limit: -1", "tested::metadata_cardinality_limit: expected a whole number"),
        ("send_batch_sise: 1", "tested::send_batch_sise: unknown key; did you mean send_batch_size?"),
    ])
    func `refuses settings`(yaml: String, message: String) throws {
        let faults = try faults(yaml, BatchSettings.init)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }

    @Test func `takes all settings`() throws {
        let all = """
            {timeout: 1s, send_batch_size: 10, send_batch_max_size: 20, metadata_keys: [a], metadata_cardinality_limit: 5}
            """
        #expect(try faults(all, BatchSettings.init) == [])
    }
}
