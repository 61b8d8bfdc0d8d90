import Locking
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

/// What of conditions depends on the series alone.
struct SeriesConditionsTests {
    private let registry = SeriesRegistry(Registry())
    private let asked = Locked<[String]>([])

    private func asking(_ conditions: [CompiledCondition<StatementContext>.Evaluate]) -> Asking {
        Asking(
            SeriesConditions(
                conditions.map { SeriesConditions.Condition(holds: $0, source: .condition("")) }, .ignore,
                StatementErrors(.none), registry))
    }

    private func send(_ request: [UInt8], _ processor: Asking) throws {
        let pipeline = MetricsPipeline([.metrics(processor)], exporters: [], registry: registry)
        var batch = Batch()
        // The array outlives the call that borrows its bytes.
        _ = try unsafe MetricsIntake(registry: registry, pipelines: [pipeline]).consume(request.span.bytes, &batch)
    }

    @Test func `each point is told what holds for its series`() throws {
        let processor = asking([
            { $0.metric.description.name == "a" }, { _ in false }, { $0.point.attributes.isEmpty },
        ])
        try send(
            request(metrics: sum("a", point(.int(1)), point(.int(2), ["k": "v"])), gauge("b", point(.int(3)))),
            processor)
        #expect(processor.numbers == [[0, 2], [0], [2]])
    }

    @Test func `a series is asked about once`() throws {
        let processor = asking([
            { [asked] context in
                let name = context.metric.description.name
                asked.withLock { $0.append(name) }
                return name == "a"
            }
        ])
        let request = request(metrics: sum("a", point(.int(1))), gauge("b", point(.int(3))))
        for _ in 0..<3 { try send(request, processor) }
        #expect(asked.withLock { $0 } == ["a", "b"])
        #expect(processor.numbers == [[0], [0], [0]])
    }

    @Test func `a series that is gone is asked about again`() throws {
        let processor = asking([
            { [asked] context in
                let name = context.metric.description.name
                asked.withLock { $0.append(name) }
                return true
            }
        ])
        let request = request(metrics: sum("a", point(.int(1))))
        try send(request, processor)
        processor.forget([SeriesID(rawValue: 0), SeriesID(rawValue: 1000)])
        try send(request, processor)
        #expect(asked.withLock { $0 } == ["a", "a"])
    }

    @Test func `a request of many points is worked off in pieces`() throws {
        let processor = asking([{ context in context.point.attributes.value(of: "n") == .int(299) }])
        let points = (0..<300).map { point(.int(1), ["n": .int(Int64($0))]) }
        try send(request(metrics: gauge("a", points)), processor)
        #expect(processor.points == [299])
    }

    @Test func `the last number is one like the others`() throws {
        let never: CompiledCondition<StatementContext>.Evaluate = { _ in false }
        let conditions = Array(repeating: never, count: 62) + [{ _ in true }]
        let processor = asking(conditions)
        let request = request(metrics: sum("a", point(.int(1))))
        for _ in 0..<2 { try send(request, processor) }
        #expect(processor.numbers == [[62], [62]])
    }
}

/// Notes what holds for each point, unless nothing does.
private final class Asking: PointsProcessor {
    private let conditions: SeriesConditions
    private let noted = Locked<[(point: Int, numbers: [Int])]>([])

    init(_ conditions: SeriesConditions) { self.conditions = conditions }

    var points: [Int] { noted.withLock { $0.map(\.point) } }
    var numbers: [[Int]] { noted.withLock { $0.map(\.numbers) } }

    func process(_ batch: inout Batch) {
        conditions.forEachPoint(of: &batch) { _, point, _, numbers in
            let numbers = Array(numbers)
            noted.withLock { $0.append((point, numbers)) }
        }
    }

    func process(_ metrics: inout MetricsData) {}

    func forget(_ series: [SeriesID]) { conditions.forget(series) }
}
