import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

/// Points that are changed where they are.
struct PointsStageTests {
    private let registry = SeriesRegistry(Registry())
    private let processor = Addition()

    private func consume(_ request: [UInt8], _ pipelines: [MetricsPipeline]) throws {
        try MetricsIntake(registry: registry, pipelines: pipelines).consume(request)
    }

    @Test func `no tree is made where points are all that is changed`() throws {
        let exporter = ValuesExporter()
        let steps: [ProcessorStep] = [
            .metrics(processor), .series(CountingProcessor(adding: "x")), .metrics(Addition()),
        ]
        try consume(
            request(metrics: sum("a", point(.int(1))), gauge("b", point(.double(2)))),
            [MetricsPipeline(steps, exporters: [exporter], registry: registry)])
        #expect(exporter.values == [[.int(21), .double(2)]])
        #expect(processor.trees == 0)
    }

    @Test func `a tree that another processor needs is used`() throws {
        let exporter = ValuesExporter()
        let steps: [ProcessorStep] = [.metrics(processor), .metrics(Nothing())]
        try consume(
            request(metrics: sum("a", point(.int(1)))),
            [MetricsPipeline(steps, exporters: [exporter], registry: registry)])
        #expect(exporter.values == [[.int(11)]])
        #expect(processor.trees == 1)
    }

    @Test func `another pipeline is given the points as they were received`() throws {
        let exporters = [ValuesExporter(), ValuesExporter()]
        let steps: [ProcessorStep] = [.metrics(processor), .metrics(Addition())]
        try consume(
            request(metrics: sum("a", point(.int(1), start: 5, time: 6))),
            [
                MetricsPipeline(steps, exporters: [exporters[0]], registry: registry),
                MetricsPipeline(exporters: [exporters[1]], registry: registry),
            ])
        #expect(exporters.map(\.values) == [[[.int(21)]], [[.int(1)]]])
    }

    @Test func `a point that was dropped is there in another pipeline`() throws {
        let exporters = [ValuesExporter(), ValuesExporter()]
        try consume(
            request(metrics: sum("a", point(.int(-1)), point(.int(1), ["k": "v"]))),
            [
                MetricsPipeline([.metrics(processor)], exporters: [exporters[0]], registry: registry),
                MetricsPipeline(exporters: [exporters[1]], registry: registry),
            ])
        #expect(exporters.map(\.values) == [[[.int(11)]], [[.int(-1), .int(1)]]])
    }

    @Test(arguments: [(true, 0), (false, 1)])
    func `groups without points are treated where somebody sees them`(isScraped: Bool, trees: Int) throws {
        let exporter = ValuesExporter(isScraped: isScraped)
        try consume(
            request(metrics: sum("a", point(.int(1))), sum("empty")),
            [MetricsPipeline([.metrics(processor)], exporters: [exporter], registry: registry)])
        #expect(exporter.values == [[.int(11)]])
        #expect(processor.trees == trees)
    }
}

/// Adds ten to whole numbers, and drops those below nothing.
private final class Addition: PointsProcessor {
    private let treeCount = Locked(0)

    /// How many trees it was given.
    var trees: Int { treeCount.withLock { $0 } }

    func process(_ batch: inout Batch) {
        for index in batch.points.indices {
            var values = batch.plainValues(at: index)
            guard case .int(let number) = values.number else { continue }
            if number < 0 { batch.drop(at: index) }
            values.number = .int(number + 10)
            batch.replace(values, at: index)
        }
    }

    func process(_ metrics: inout MetricsData) {
        treeCount.withLock { $0 += 1 }
        for index in metrics.resources[0].scopes[0].metrics.indices {
            for point in metrics.resources[0].scopes[0].metrics[index].points.indices {
                guard case .number(.int(let number)) = metrics.resources[0].scopes[0].metrics[index].points[point].value
                else { continue }
                metrics.resources[0].scopes[0].metrics[index].points[point].value = .number(.int(number + 10))
            }
        }
    }
}

/// A processor that needs a tree, and leaves it as it is.
private final class Nothing: MetricsProcessor {
    func process(_ metrics: inout MetricsData) {}
}

/// An exporter that notes the numbers of each batch.
private final class ValuesExporter: Exporter {
    let isScraped: Bool
    private let noted = Locked<[[NumberValue]]>([])

    init(isScraped: Bool = true) { self.isScraped = isScraped }

    var values: [[NumberValue]] { noted.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        let values = batch.points.indices.filter { batch.points[$0].series != .none }.map { batch.points[$0].number }
        noted.withLock { $0.append(values) }
        return []
    }
}
