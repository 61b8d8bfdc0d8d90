import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

struct RejectedPointTests {
    private let registry = SeriesRegistry(Registry(RegistryOptions(seriesLimit: 4)))

    /// Takes a request of 4 points, of which each exporter of each pipeline rejects those of its list.
    private func report(_ rejections: [[[Int]]], dropping dropped: String = "") throws -> IntakeReport {
        let pipelines = rejections.enumerated().map { number, lists in
            MetricsPipeline(
                // Only the first pipeline drops anything.
                number == 0 && !dropped.isEmpty ? [.series(DroppingProcessor(dropped))] : [],
                exporters: lists.map { RejectingExporter($0) }, registry: registry)
        }
        let content = request(
            metrics: gauge("a", point(.int(1)), point(.int(2))), gauge("b", point(.int(3)), point(.int(4))))
        return try MetricsIntake(registry: registry, pipelines: pipelines).consume(content)
    }

    @Test(
        arguments: [
            ([[[]]], []), ([[[0, 2]]], [0, 2]), ([[[0, 1, 3], [1, 2, 3]]], [1, 3]), ([[[0, 1], []]], []),
            ([[[], [0]]], []), ([[[0, 1, 2]], [[1, 2, 3]]], [1, 2]), ([[[0, 1, 2], [1, 2]], [[2, 3]]], [2]),
            ([[[0]], [[]]], []), ([[[0]], [[3]]], []),
        ] as [([[[Int]]], [Int])])
    func `points are rejected that no exporter keeps`(rejections: [[[Int]]], expected: [Int]) throws {
        let report = try report(rejections)
        #expect(report.rejected == expected)
        #expect(report.reason == (expected.isEmpty ? "" : "no"))
    }

    @Test func `a point that a processor dropped counts as kept`() throws {
        #expect(try report([[[0, 1, 2, 3]], [[0, 1, 2, 3]]], dropping: "a").rejected == [2, 3])
        #expect(try report([[[0, 1, 2, 3]]], dropping: "b").rejected == [0, 1])
    }

    @Test func `points beyond a limit are rejected with what exporters reject`() throws {
        let metrics = (0..<6).map { gauge("m\($0)", point(.int(1))) }
        let content = request(resource([:], Message { scope in for metric in metrics { scope.message(2, metric) } }))
        let pipelines = [MetricsPipeline(exporters: [RejectingExporter([1])], registry: registry)]
        let report = try MetricsIntake(registry: registry, pipelines: pipelines).consume(content)
        #expect(report.rejected == [1, 4, 5])
        #expect(report.reason == "no; too many resources, scopes or metrics")
        #expect(report.unidentifiedPoints == 2)
        #expect(report.overflowedPoints == 0)
    }

    @Test(arguments: [.series(RenamingProcessor()), .eachPoint(RenamingProcessor())] as [ProcessorStep])
    func `points are rejected whose way leads beyond a limit`(step: ProcessorStep) throws {
        let pipelines = [MetricsPipeline([step], exporters: [RejectingExporter([])], registry: registry)]
        let intake = MetricsIntake(registry: registry, pipelines: pipelines)
        let content = request(
            metrics: gauge("a", point(.int(1))), gauge("b", point(.int(1))), gauge("c", point(.int(1))))
        for _ in 0..<2 {
            let report = try intake.consume(content)
            #expect(report.rejected == [1, 2] || report.rejected == [0, 2] || report.rejected == [0, 1])
            #expect(report.unidentifiedPoints == 2)
        }
    }

    @Test func `an exporter that only looks at points doesn't keep them`() throws {
        let looking = RejectingExporter([], keepsPoints: false)
        let pipelines = [
            MetricsPipeline(exporters: [looking, RejectingExporter([1])], registry: registry),
            MetricsPipeline(exporters: [looking], registry: registry),
        ]
        let report = try MetricsIntake(registry: registry, pipelines: pipelines)
            .consume(request(metrics: gauge("a", point(.int(1)), point(.int(2)))))
        #expect(report.rejected == [1])
    }

    @Test func `the points of an overflow series are counted`() throws {
        let pipelines = [MetricsPipeline(exporters: [RejectingExporter([])], registry: registry)]
        let points = (0..<7).map { point(.int(1), ["k": .int($0)]) }
        let report = try MetricsIntake(registry: registry, pipelines: pipelines)
            .consume(request(metrics: gauge("a", points)))
        #expect(report.overflowedPoints == 3)
        #expect(report.rejected.isEmpty)
    }

    @Test(
        arguments: [
            (4, DroppingProcessor("none"), 0), (7, DroppingProcessor("none"), 3),
            (4, CountingProcessor(adding: "more"), 4), (7, CountingProcessor(adding: "more"), 7),
        ] as [(Int64, any SeriesProcessor, Int)])
    func `a point is counted once that overflows as received or as a processor made it`(
        points: Int64, processor: any SeriesProcessor, overflowed: Int
    ) throws {
        let pipeline = MetricsPipeline(
            [.eachPoint(processor)], exporters: [RejectingExporter([])], registry: registry)
        let points = (0..<points).map { point(.int(1), ["k": .int($0)]) }
        let report = try MetricsIntake(registry: registry, pipelines: [pipeline])
            .consume(request(metrics: gauge("a", points)))
        #expect(report.overflowedPoints == overflowed)
        #expect(report.rejected.isEmpty)
    }
}

/// An exporter that rejects the points with these indices, if it is handed them.
final class RejectingExporter: Exporter {
    private let indices: [Int]
    let keepsPoints: Bool

    init(_ indices: [Int], keepsPoints: Bool = true) {
        self.indices = indices
        self.keepsPoints = keepsPoints
    }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        var rejected: [RejectedPoint] = []
        for index in indices where batch.points[index].series != .none {
            rejected.append(RejectedPoint(index: index, reason: "no"))
        }
        return rejected
    }
}

/// A processor that drops the metrics of one name.
struct DroppingProcessor: SeriesProcessor {
    private let name: String

    init(_ name: String) {
        self.name = name
    }

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        series.metric.name == name ? nil : series
    }
}

/// A processor that gives each metric another name.
struct RenamingProcessor: SeriesProcessor {
    func process(_ series: SeriesDescription) -> SeriesDescription? {
        var series = series
        series.metric.name += "_renamed"
        return series
    }
}
