import Dispatch
import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

struct RouteTests {
    private let registry = SeriesRegistry(Registry())

    private func intake(_ processors: [any SeriesProcessor], _ exporter: NotingExporter) -> MetricsIntake {
        MetricsIntake(
            registry: registry,
            pipelines: [MetricsPipeline(processors.map { .series($0) }, exporters: [exporter], registry: registry)])
    }

    @Test func `series go on as they are without processors`() throws {
        let exporter = NotingExporter(registry)
        try intake([], exporter).consume(request(metrics: gauge("a", point(.int(1), ["x": 1]))))
        #expect(exporter.series == ["a{x=1}"])
    }

    @Test func `each processor sees each series once, in order`() throws {
        let first = CountingProcessor(adding: "first")
        let second = CountingProcessor(adding: "second")
        let exporter = NotingExporter(registry)
        let intake = intake([first, second], exporter)
        for _ in 0..<3 {
            try intake.consume(
                request(metrics: gauge("a", point(.int(1)), point(.int(2)), point(.int(3), ["x": 1])), gauge("b")))
        }
        #expect(first.calls == ["a": 2])
        #expect(second.calls == ["a": 2])
        #expect(exporter.series.count == 9)
        #expect(Set(exporter.series) == ["a{first=1,second=1}", "a{first=1,second=1,x=1}"])
    }

    @Test func `a series that was dropped goes no further`() throws {
        let first = CountingProcessor(dropping: "a", adding: "first")
        let second = CountingProcessor(adding: "second")
        let exporter = NotingExporter(registry)
        let intake = intake([first, second], exporter)
        for _ in 0..<2 { try intake.consume(request(metrics: gauge("a", point(.int(1))), gauge("b", point(.int(2))))) }
        #expect(first.calls == ["a": 1, "b": 1])
        #expect(second.calls == ["b": 1])
        #expect(exporter.series == ["b{first=1,second=1}", "b{first=1,second=1}"])
    }

    @Test func `two pipelines make different series of one`() throws {
        let (left, right, plain) = (NotingExporter(registry), NotingExporter(registry), NotingExporter(registry))
        let pipelines = [
            (CountingProcessor(adding: "left"), left), (CountingProcessor(dropping: "a", adding: "right"), right),
        ].map { MetricsPipeline([.series($0)], exporters: [$1], registry: registry) }
        let last = MetricsPipeline(exporters: [plain], registry: registry)
        let intake = MetricsIntake(registry: registry, pipelines: pipelines + [last])
        for _ in 0..<2 { try intake.consume(request(metrics: gauge("a", point(.int(1))), gauge("b", point(.int(2))))) }
        #expect(left.series == ["a{left=1}", "b{left=1}", "a{left=1}", "b{left=1}"])
        #expect(right.series == ["b{right=1}", "b{right=1}"])
        #expect(plain.series == ["a{}", "b{}", "a{}", "b{}"])
    }

    @Test func `what two series become is one if it is named the same`() throws {
        let exporter = NotingExporter(registry)
        let intake = intake([CountingProcessor(adding: "x")], exporter)
        try intake.consume(request(metrics: gauge("a", point(.int(1)))))
        let count = registry.withLock { $0.seriesCount }
        try intake.consume(request(metrics: gauge("a", point(.int(1), ["x": 1]))))
        #expect(exporter.series == ["a{x=1}", "a{x=1,x=1}"])
        #expect(registry.withLock { $0.seriesCount } == count + 1)
    }

    @Test func `many new series at once take one pass each`() throws {
        let processor = CountingProcessor(adding: "x")
        let exporter = NotingExporter(registry)
        let count = 20_000
        let points = (0..<count).map { point(.int(1), ["n": .int(Int64($0))]) }
        try intake([processor], exporter).consume(request(metrics: gauge("a", points)))
        #expect(processor.calls == ["a": count])
        #expect(exporter.series.count == count)
    }

    @Test func `threads that meet a series at once make the same of it`() {
        let exporter = NotingExporter(registry)
        let intake = intake([CountingProcessor(dropping: "dropped", adding: "x")], exporter)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for number in 0..<50 {
                let content = request(metrics: gauge("a\(number)", point(.int(1))), gauge("dropped", point(.int(1))))
                do { try intake.consume(content) } catch { Issue.record(error) }
            }
        }
        #expect(exporter.series.count == 400)
        #expect(Set(exporter.series) == Set((0..<50).map { "a\($0){x=1}" }))
        // As received and as routed.
        #expect(registry.withLock { $0.seriesCount } == 50 + 50 + 1)
    }
}
