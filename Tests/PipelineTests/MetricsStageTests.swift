import Locking
import MetricCore
import Pipeline
import TestMetrics
import TestRequests
import Testing

/// Requests that become a tree and a request again.
struct MetricsStageTests {
    private let registry = SeriesRegistry(Registry(RegistryOptions(seriesLimit: 1_000_000)))

    private func lines(_ steps: [ProcessorStep], _ request: [UInt8]) throws -> RequestLines? {
        let exporter = LinesExporter(registry)
        let pipeline = MetricsPipeline(steps, exporters: [exporter], registry: registry)
        try MetricsIntake(registry: registry, pipelines: [pipeline]).consume(request)
        return exporter.lines
    }

    @Test func `what processors leave alone says the same behind them`() throws {
        for seed in 0..<100 as Range<UInt64> {
            var random = RandomRequest(seed: seed)
            let request = random.valid()
            let direct = try lines([], request)
            let treated = try lines([.metrics(Treatment { _ in })], request)
            if let direct { #expect(treated?.difference(from: direct) == nil, "seed \(seed)") }
        }
    }

    @Test func `what depends on identity only is the same once per series and for each point`() throws {
        let change = Relabelling()
        for seed in 100..<200 as Range<UInt64> {
            var random = RandomRequest(seed: seed)
            let request = random.valid()
            let once = NotingExporter(registry)
            let each = NotingExporter(registry)
            let pipelines = [
                MetricsPipeline([.series(change)], exporters: [once], registry: registry),
                MetricsPipeline([.eachPoint(change)], exporters: [each], registry: registry),
            ]
            try MetricsIntake(registry: registry, pipelines: pipelines).consume(request)
            #expect(once.series.sorted() == each.series.sorted(), "seed \(seed)")
        }
    }

    @Test func `a point keeps its stream and writer, whatever it is called`() throws {
        let exporter = OriginExporter()
        let rename = Treatment { metrics in
            metrics.resources[0].resource.attributes = []
            for index in metrics.resources[0].scopes[0].metrics.indices {
                metrics.resources[0].scopes[0].metrics[index].description.name = "renamed"
            }
        }
        let pipelines = [
            MetricsPipeline(exporters: [exporter], registry: registry),
            MetricsPipeline([.metrics(rename)], exporters: [exporter], registry: registry),
        ]
        try MetricsIntake(registry: registry, pipelines: pipelines).consume(
            request(
                resource(
                    ["service.instance.id": "i-1"], schemaURL: "",
                    scope("", gauge("a", point(.int(1))), gauge("b", point(.int(2)))))))
        let (direct, renamed) = (exporter.batches[0], exporter.batches[1])
        #expect(direct.received == renamed.received)
        #expect(direct.writers == renamed.writers)
        #expect(Set(renamed.series).count == 1)
        #expect(Set(renamed.series).isDisjoint(with: renamed.received))
    }

    @Test func `points of several writers under one resource are told apart`() throws {
        let exporter = OriginExporter()
        let seen = Treatment(keepsState: true) { _ in }
        let join = Treatment { metrics in
            metrics.resources[0].scopes += metrics.resources[1].scopes
            metrics.resources[0].resource.attributes = []
            metrics.resources.removeLast()
        }
        let direct = MetricsPipeline(exporters: [exporter], registry: registry)
        let joined = MetricsPipeline([.metrics(join), .metrics(seen)], exporters: [exporter], registry: registry)
        try MetricsIntake(registry: registry, pipelines: [direct, joined]).consume(
            request(
                resource(["service.instance.id": "i-1"], schemaURL: "", scope("", gauge("a", point(.int(1))))),
                resource(["service.instance.id": "i-2"], schemaURL: "", scope("", gauge("a", point(.int(2)))))))
        #expect(exporter.batches[1].resourceCount == 1)
        #expect(Set(exporter.batches[1].writers).count == 2)
        #expect(exporter.batches[1].writers == exporter.batches[0].writers)
        #expect(seen.seen.map(\.identity.writer) == exporter.batches[0].writers)
    }

    @Test func `points that exporters reject are told as they were sent`() throws {
        let dropFirst = Treatment { metrics in
            metrics.resources[0].scopes[0].metrics[0].points.removeFirst()
        }
        let pipeline = MetricsPipeline(
            [.metrics(dropFirst)], exporters: [RejectingExporter([1])], registry: registry)
        let report = try MetricsIntake(registry: registry, pipelines: [pipeline])
            .consume(request(metrics: gauge("a", point(.int(1)), point(.int(2)), point(.int(3)))))
        #expect(report.rejected == [2])
    }

    @Test func `a refusal by a processor is told, and nothing goes on`() throws {
        let exporter = NotingExporter(registry)
        let refuse = Treatment { _ throws(Refusal) in throw .temporary(reason: "no") }
        let pipeline = MetricsPipeline([.metrics(refuse)], exporters: [exporter], registry: registry)
        #expect(throws: MetricsIntake.Failure.refused(.temporary(reason: "no"))) {
            try MetricsIntake(registry: registry, pipelines: [pipeline])
                .consume(request(metrics: gauge("a", point(.int(1)))))
        }
        #expect(exporter.series.isEmpty)
    }

    @Test func `a processor that keeps state sees the series that those before it made`() throws {
        let rename = Treatment { metrics in
            metrics.resources[0].scopes[0].metrics[0].description.name = "renamed"
        }
        let state = Treatment(keepsState: true) { _ in }
        let pipeline = MetricsPipeline(
            [.metrics(rename), .metrics(state)], exporters: [NotingExporter(registry)], registry: registry)
        try MetricsIntake(registry: registry, pipelines: [pipeline])
            .consume(request(metrics: gauge("a", point(.int(1)))))
        let identity = try #require(state.seen.first?.identity)
        #expect(registry.describe(identity.received).metric.name == "a")
        #expect(registry.describe(identity.series).metric.name == "renamed")
    }

    @Test func `what is held goes on later, with its streams`() throws {
        let exporter = OriginExporter()
        let holding = Holding()
        let pipeline = MetricsPipeline(
            [.metrics(holding), .series(CountingProcessor(adding: "x"))], exporters: [exporter], registry: registry)
        try MetricsIntake(registry: registry, pipelines: [pipeline])
            .consume(request(metrics: gauge("a", point(.int(1)))))
        #expect(exporter.batches.isEmpty)
        try holding.sendOn()
        #expect(exporter.batches.map(\.received.count) == [1])
        let series = exporter.batches[0].series[0]
        #expect(registry.describe(series).attributes.map(\.key) == ["x"])
        #expect(registry.describe(exporter.batches[0].received[0]).attributes.isEmpty)
    }

    @Test func `who sent a request is known behind trees, and of what is held not any more`() throws {
        let client = ClientInformation(address: "192.0.2.1")
        let stages = (0..<3).map { _ in Treatment(keepsState: true, looksAtClient: true) { _ in } }
        let holding = Holding()
        let last = Treatment(looksAtClient: true) { _ in }
        let pipeline = MetricsPipeline(
            stages.map { .metrics($0) } + [.metrics(holding), .metrics(last)], exporters: [], registry: registry)
        let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        var batch = Batch()
        for sender in [client, nil] {
            let content = request(metrics: gauge("a", point(.int(1))))
            try intake.consume(unsafe content.span.bytes, &batch, from: sender)
            #expect(batch.client == sender)
        }
        for stage in stages { #expect(stage.clients == [client, nil]) }
        try holding.sendOn()
        #expect(last.clients == [nil])
    }

    @Test(arguments: [([], false), ([false, false], false), ([false, true], true)])
    func `an intake looks at who sends if a processor does`(processors: [Bool], expected: Bool) {
        let pipelines = processors.map { looksAtClient in
            MetricsPipeline(
                [.metrics(Treatment(looksAtClient: looksAtClient) { _ in })], exporters: [], registry: registry)
        }
        #expect(MetricsIntake(registry: registry, pipelines: pipelines).looksAtClient == expected)
    }

    @Test(arguments: [(false, 1), (true, 0)])
    func `an empty request goes on unless a processor stops it`(stops: Bool, count: Int) throws {
        let exporter = OriginExporter()
        let empty = Treatment { $0.resources = [] }
        let stop = Treatment(stopsEmptyRequests: stops) { _ in }
        let pipeline = MetricsPipeline(
            [.metrics(empty), .metrics(stop), .series(Dropping(stops: stops))], exporters: [exporter],
            registry: registry)
        let report = try MetricsIntake(registry: registry, pipelines: [pipeline])
            .consume(request(metrics: gauge("a", point(.int(1)))))
        #expect(exporter.batches.count == count)
        #expect(report.rejected.isEmpty)
    }

    @Test(arguments: [
        ([Dropping("a")], true), ([Dropping("a", stops: true)], false), ([Dropping("a"), Dropping("b")], true),
        ([Dropping("a"), Dropping("b", stops: true)], false), ([Dropping("a", stops: true), Dropping("b")], false),
    ]) func `a request that loses all its points goes on unless a processor stops it`(
        processors: [Dropping], goesOn: Bool
    ) throws {
        for hasEmptyMetric in [false, true] {
            let points = gauge("a", point(.int(1)), point(.int(2)))
            let content = hasEmptyMetric ? request(metrics: points, gauge("a")) : request(metrics: points)
            for isOnce in [true, false] {
                let exporter = OriginExporter()
                let pipeline = MetricsPipeline(
                    processors.map { isOnce ? .series($0) : .eachPoint($0) }, exporters: [exporter], registry: registry)
                let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
                for round in 1...2 {
                    try intake.consume(content)
                    #expect(exporter.batches.count == (goesOn ? round : 0), "\(hasEmptyMetric), \(isOnce)")
                }
            }
        }
    }
}

// MARK: - Doubles

/// A processor made of a function.
private final class Treatment: MetricsProcessor {
    let keepsState: Bool
    let stopsEmptyRequests: Bool
    let looksAtClient: Bool
    private let treat: @Sendable (inout MetricsData) throws(Refusal) -> Void
    private let origins = Locked<[PointOrigin]>([])
    private let senders = Locked<[ClientInformation?]>([])

    init(
        keepsState: Bool = false, stopsEmptyRequests: Bool = false, looksAtClient: Bool = false,
        _ treat: @escaping @Sendable (inout MetricsData) throws(Refusal) -> Void
    ) {
        self.keepsState = keepsState
        self.stopsEmptyRequests = stopsEmptyRequests
        self.looksAtClient = looksAtClient
        self.treat = treat
    }

    /// Where the points came from that it was given.
    var seen: [PointOrigin] { origins.withLock { $0 } }

    /// Who sent what it was given.
    var clients: [ClientInformation?] { senders.withLock { $0 } }

    func process(_ metrics: inout MetricsData) throws(Refusal) {
        let given = metrics.origins.compactMap { $0 }
        origins.withLock { $0 += given }
        let client = metrics.client
        senders.withLock { $0.append(client) }
        try treat(&metrics)
    }
}

/// A processor that keeps all that it is given until it is told to send it.
private final class Holding: HoldingProcessor {
    private let held = Locked(MetricsData())
    private let outlet = Locked<PipelineOutlet?>(nil)

    var stopsEmptyRequests: Bool { true }

    func connect(_ outlet: PipelineOutlet) {
        self.outlet.withLock { $0 = outlet }
    }

    func process(_ metrics: inout MetricsData) {
        let given = metrics
        held.withLock { $0.resources += given.resources }
        metrics.resources = []
    }

    func sendOn() throws(Refusal) {
        try outlet.withLock { $0 }?.send { held.withLock { $0 } }
    }
}

/// Drops the metrics of a name.
struct Dropping: SeriesProcessor {
    let name: String
    let stopsEmptyRequests: Bool

    init(_ name: String = "", stops: Bool = false) {
        self.name = name
        stopsEmptyRequests = stops
    }

    var emptyGroups: EmptyGroups { .dropMetrics }

    func process(_ series: SeriesDescription) -> SeriesDescription? { series.metric.name == name ? nil : series }
}

/// Changes each part of an identity.
private struct Relabelling: SeriesProcessor {
    func process(_ series: SeriesDescription) -> SeriesDescription? {
        if series.attributes.count == 3 { return nil }
        var series = series
        series.metric.name += "_renamed"
        series.scope.version = "\(series.attributes.count)"
        series.resource.append(Attribute(key: "deployment", value: .string(series.metric.name)))
        series.attributes.removeAll { $0.key.hasPrefix("a") }
        return series
    }
}

/// An exporter that notes what the last batch says in full.
private final class LinesExporter: Exporter {
    private let registry: SeriesRegistry
    private let noted = Locked<RequestLines?>(nil)

    init(_ registry: SeriesRegistry) { self.registry = registry }

    var lines: RequestLines? { noted.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        let lines = registry.withLock { RequestLines(batch, $0, in: request) }
        noted.withLock { $0 = lines }
        return []
    }
}

/// An exporter that notes whose each point is.
private final class OriginExporter: Exporter {
    struct Origins {
        var received: [SeriesID] = []
        var series: [SeriesID] = []
        var writers: [WriterID] = []
        var resourceCount = 0
    }

    private let noted = Locked<[Origins]>([])

    var batches: [Origins] { noted.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        let origins = Origins(
            received: batch.points.map(\.received), series: batch.points.map(\.series),
            writers: batch.resources.indices.flatMap { resource in
                batch.resources[resource].scopes.flatMap { batch.scopes[$0].metrics }
                    .flatMap { batch.metrics[$0].points }.map { batch.writer(of: $0, in: resource) }
            }, resourceCount: batch.resources.count)
        noted.withLock { $0.append(origins) }
        return []
    }
}
