import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

struct MetricsIntakeTests {
    private let registry = SeriesRegistry(Registry())
    private let content = request(metrics: gauge("a", point(.int(1))))

    private func intake(_ exporters: [[NotingExporter]]) -> MetricsIntake {
        MetricsIntake(
            registry: registry,
            pipelines: exporters.map { MetricsPipeline(exporters: $0, registry: registry) })
    }

    @Test func `what a gate refuses reaches nobody, and leaves nothing`() throws {
        let exporters = (0..<2).map { _ in NotingExporter(registry) }
        let gates = [TestGate(), TestGate(refusing: .temporary(reason: "full"))]
        let intake = MetricsIntake(
            registry: registry,
            pipelines: zip(gates, exporters).map {
                MetricsPipeline(gates: [$0], exporters: [$1], registry: registry)
            })
        #expect(throws: MetricsIntake.Failure.refused(.temporary(reason: "full"))) { try intake.consume(content) }
        #expect(exporters.map(\.series) == [[], []])
        #expect(registry.withLock { $0.seriesCount } == 0)
        // Nothing to refuse, and nothing that could be refused.
        try intake.consume(request())
        #expect(throws: MetricsIntake.Failure.self) { try intake.consume(content + [0xff]) }
    }

    @Test func `every exporter of every pipeline gets a request`() throws {
        let exporters = (0..<3).map { _ in NotingExporter(registry) }
        try intake([[exporters[0], exporters[1]], [exporters[2]]]).consume(content)
        #expect(exporters.map(\.series) == [["a{}"], ["a{}"], ["a{}"]])
    }

    @Test(arguments: [
        Array(request(metrics: gauge("new", point(.int(1))), gauge("b", point(.int(2)))).dropLast()),
        request(metrics: gauge("new", point(.int(1)))) + [0x0a, 0xff],
        // The attribute is no attribute, which is found only when it is decoded, after another identity.
        request(metrics: gauge("new", point(.int(1))), gauge("b", Message { $0.bytes(7, [0x08, 0x01]) })),
    ])
    func `a malformed request changes nothing`(bytes: [UInt8]) throws {
        let exporter = NotingExporter(registry)
        let intake = intake([[exporter]])
        var failure: MetricsIntake.Failure?
        do { try intake.consume(bytes) } catch { failure = error }
        guard case .malformed = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(exporter.series.isEmpty)
        #expect(registry.withLock { $0.seriesCount } == 0)
    }

    @Test(
        arguments: [[], request(), request(metrics: gauge("a")), request(resource(["a": 1], scope("x")))] as [[UInt8]])
    func `a request without points is taken and reaches nobody`(bytes: [UInt8]) throws {
        let exporter = NotingExporter(registry, refusing: .permanent(reason: "called"))
        try intake([[exporter]]).consume(bytes)
        #expect(exporter.series.isEmpty)
    }

    @Test(
        arguments: [
            ([nil, nil, nil], nil),
            ([.permanent(reason: "a"), nil, nil], .permanent(reason: "a")),
            ([nil, .permanent(reason: "a"), .permanent(reason: "b")], .permanent(reason: "a")),
            ([.permanent(reason: "a"), .temporary(reason: "b"), nil], .temporary(reason: "b")),
            ([.permanent(reason: "a"), nil, .temporary(reason: "b")], .temporary(reason: "b")),
            ([.temporary(reason: "b"), .permanent(reason: "a"), .permanent(reason: "c")], .temporary(reason: "b")),
        ] as [([Refusal?], Refusal?)])
    func `refusals are told when all have had the request, a temporary one first`(
        refusals: [Refusal?], told: Refusal?
    ) {
        let exporters = refusals.map { NotingExporter(registry, refusing: $0) }
        let intake = intake([[exporters[0], exporters[1]], [exporters[2]]])
        var failure: MetricsIntake.Failure?
        do { try intake.consume(content) } catch { failure = error }
        #expect(failure == told.map(MetricsIntake.Failure.refused))
        #expect(exporters.map(\.series) == [["a{}"], ["a{}"], ["a{}"]])
    }

    @Test func `a refusal says why`() {
        #expect(Refusal.temporary(reason: "full").reason == "full")
        #expect(Refusal.permanent(reason: "never").reason == "never")
    }
}
