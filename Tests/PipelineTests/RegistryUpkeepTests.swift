import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

struct RegistryUpkeepTests {
    private let registry = SeriesRegistry(Registry(RegistryOptions(seriesMemory: 1)))
    /// Later than the arrival of any batch here.
    private let later: UInt64 = 1 << 60

    private func value(_ name: String) -> [UInt8] {
        request(metrics: gauge(name, point(.int(1))))
    }

    @Test func `tells exporters which series are gone, as received and as routed`() throws {
        let exporter = HoldingExporter(registry)
        let pipelines = [[.series(CountingProcessor(adding: "x"))], []].map {
            MetricsPipeline($0, exporters: [exporter], registry: registry)
        }
        let intake = MetricsIntake(registry: registry, pipelines: pipelines)
        let upkeep = RegistryUpkeep(registry: registry, pipelines: pipelines, exporters: [exporter])
        try intake.consume(value("a"))
        #expect(exporter.held == ["a{x=1}", "a{}"])
        upkeep.forget(now: later)
        // What it went on as was kept for the series itself.
        #expect(exporter.held == ["a{x=1}"])
        upkeep.forget(now: later)
        #expect(exporter.held.isEmpty)
        #expect(registry.withLock { $0.seriesCount } == 0)
    }

    @Test func `routes a series anew that was forgotten, under an id that is used again`() throws {
        let processor = CountingProcessor(dropping: "b", adding: "x")
        let exporter = HoldingExporter(registry)
        let pipeline = MetricsPipeline([.series(processor)], exporters: [exporter], registry: registry)
        let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        let upkeep = RegistryUpkeep(registry: registry, pipelines: [pipeline], exporters: [exporter])
        for round in 1...3 {
            for name in ["a", "b", "c"] {
                try intake.consume(value(name))
                #expect(processor.calls[name] == round)
                for _ in 0..<2 { upkeep.forget(now: later) }
                #expect(exporter.held.isEmpty)
            }
        }
        #expect(exporter.mistakes.isEmpty)
        #expect(registry.withLock { $0.seriesCount } == 0)
    }

    @Test func `keeps what a series went on as while the series is sent`() throws {
        let exporter = HoldingExporter(registry)
        let pipeline = MetricsPipeline(
            [.series(CountingProcessor(adding: "x"))], exporters: [exporter], registry: registry)
        let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        let upkeep = RegistryUpkeep(registry: registry, pipelines: [pipeline], exporters: [exporter])
        let nap = 2_000_000_000 as UInt64
        try intake.consume(value("a"))
        // The source is as old as what it went on as; only the source is found again.
        let now = registry.withLock { registry in
            var batch = Batch()
            let bytes = value("a")
            batch.arrivalTime = 1 << 50
            do {
                // The array outlives its span.
                unsafe try batch.scan(bytes.span.bytes)
                unsafe try registry.resolve(&batch, in: bytes.span.bytes)
            } catch {
                Issue.record(error)
            }
            registry.release(&batch)
            return batch.arrivalTime
        }
        upkeep.forget(now: now - nap)
        #expect(exporter.held == ["a{x=1}"])
        #expect(registry.withLock { $0.seriesCount } == 2)
    }

    @Test func `waits for the exporter that still has the batch`() throws {
        let exporter = HoldingExporter(registry)
        let upkeep = RegistryUpkeep(registry: registry, pipelines: [], exporters: [exporter])
        let intake = MetricsIntake(
            registry: registry,
            pipelines: [
                MetricsPipeline(
                    exporters: [exporter, CallingExporter { upkeep.forget(now: later) }], registry: registry)
            ])
        try intake.consume(value("a"))
        #expect(exporter.held == ["a{}"])
        upkeep.forget(now: later)
        #expect(exporter.held.isEmpty)
    }

    @Test(arguments: [true, false])
    func `counts a batch out on every path`(isMalformed: Bool) throws {
        let exporter = HoldingExporter(registry)
        let refusing = NotingExporter(registry, refusing: .temporary(reason: "full"))
        let intake = MetricsIntake(
            registry: registry, pipelines: [MetricsPipeline(exporters: [exporter, refusing], registry: registry)])
        let upkeep = RegistryUpkeep(registry: registry, pipelines: [], exporters: [exporter])
        let bad = isMalformed ? request(metrics: gauge("b", Message { $0.bytes(7, [0x0a]) })) : []
        for bytes in [value("a"), value("a") + bad, request(), request(metrics: gauge("a"))] {
            _ = try? intake.consume(bytes)
        }
        upkeep.forget(now: later)
        #expect(exporter.held.isEmpty)
        #expect(registry.withLock { $0.seriesCount } == 0)
    }
}

/// An exporter that keeps what each id means, as it was when it first came, until it is told to forget it.
final class HoldingExporter: Exporter {
    private let registry: SeriesRegistry
    private let entries = Locked<[SeriesID: String]>([:])
    private let wrong = Locked<[String]>([])

    init(_ registry: SeriesRegistry) {
        self.registry = registry
    }

    var held: [String] { entries.withLock { $0.values.sorted() } }
    /// Points whose id stood for something else here.
    var mistakes: [String] { wrong.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        for index in batch.points.indices where batch.points[index].series != .none {
            let id = batch.points[index].series
            let series = registry.withLock { $0.describe(id) }
            let attributes = series.attributes.map { "\($0.key)=\($0.value.text)" }.joined(separator: ",")
            let name = "\(series.metric.name){\(attributes)}"
            let entry = entries.withLock { entries in
                entries[id] = entries[id] ?? name
                return entries[id]
            }
            if entry != name { wrong.withLock { $0.append(name) } }
        }
        return []
    }

    func forget(_ series: [SeriesID]) {
        entries.withLock { entries in
            for id in series { entries[id] = nil }
        }
    }
}

/// An exporter that calls somebody while it has a batch.
final class CallingExporter: Exporter {
    private let call: @Sendable () -> Void

    init(_ call: @escaping @Sendable () -> Void) {
        self.call = call
    }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        call()
        return []
    }
}
