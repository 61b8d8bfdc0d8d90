import Configuration
import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

/// Batches that are kept apart by header fields of the requests.
struct BatchMetadataTests {
    private func run(_ yaml: String) throws -> ProcessorRun {
        try ProcessorRun(yaml, BatchSettings.init)
    }

    private func client(_ fields: (String, String)...) -> ClientInformation {
        var metadata = RequestMetadata()
        for (name, value) in fields { metadata.add(name, value) }
        return ClientInformation(address: "192.0.2.1", metadata: metadata, authentication: ["username": "alice"])
    }

    private func value(_ value: Int64) -> [UInt8] {
        request(metrics: gauge("g", point(.int(value))))
    }

    @Test func `points go with those whose fields have the same values`() throws {
        let run = try run("{timeout: 1h, send_batch_size: 2, metadata_keys: [X-Tenant, x-team]}")
        let requests = [
            client(("x-tenant", "red")), client(("X-TENANT", "blue")), client(("X-Tenant", "red"), ("x-other", "o")),
            client(("x-tenant", "blue"), ("x-team", "a")), client(("x-tenant", "blue")),
            client(("x-tenant", "a"), ("x-tenant", "b")), client(("x-tenant", "b"), ("x-tenant", "a")),
            client(("x-tenant", "\u{e9}")), client(("x-tenant", "e\u{301}")),
        ]
        let sent = try requests.enumerated().map { try run.send(value(Int64($0)), from: $1) }
        #expect(
            sent == [[], [], [["g 0-0 0", "g 0-0 2"]], [], [["g 0-0 1", "g 0-0 4"]], [], [], [], []])
        run.processor.stop()
        #expect(Set(run.take()) == [["g 0-0 3"], ["g 0-0 5"], ["g 0-0 6"], ["g 0-0 7"], ["g 0-0 8"]])
    }

    @Test func `an empty value and none are two`() throws {
        let run = try run("{timeout: 1h, metadata_keys: [x-tenant]}")
        try run.send(value(1), from: client(("x-tenant", "")))
        try run.send(value(2), from: client())
        try run.send(value(3), from: nil)
        run.processor.stop()
        #expect(Set(run.take()) == [["g 0-0 1"], ["g 0-0 2", "g 0-0 3"]])
    }

    @Test func `what goes on has these fields only, or none`() throws {
        for (yaml, expected) in [
            (
                "{timeout: 0, metadata_keys: [X-Tenant]}",
                ClientInformation(metadata: client(("x-tenant", "red")).metadata)
            ),
            ("timeout: 0", nil),
        ] {
            let noting = ClientNotes()
            let settings = try ProcessorRun(yaml, BatchSettings.init).processor
            let registry = SeriesRegistry(Registry(RegistryOptions()))
            let pipeline = MetricsPipeline(
                [.metrics(settings), .metrics(noting)], exporters: [], registry: registry)
            let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
            var batch = Batch()
            let bytes = value(1)
            try intake.consume(
                unsafe bytes.span.bytes, &batch, from: client(("X-Tenant", "red"), ("authorization", "secret")))
            #expect(noting.clients == [expected])
        }
    }

    @Test func `further combinations than the limit are refused, those known are taken`() throws {
        let run = try run("{timeout: 1h, metadata_keys: [x-tenant], metadata_cardinality_limit: 2}")
        try run.send(value(1), from: client(("x-tenant", "a")))
        try run.send(value(2), from: client(("x-tenant", "b")))
        #expect(
            throws: MetricsIntake.Failure.refused(
                .permanent(reason: "too many batcher metadata-value combinations"))
        ) { try run.send(value(3), from: client(("x-tenant", "c"))) }
        try run.send(value(4), from: client(("x-tenant", "a")))
        run.processor.stop()
        #expect(Set(run.take()) == [["g 0-0 1", "g 0-0 4"], ["g 0-0 2"]])
    }

    @Test func `no limit is a limit of ten thousand`() throws {
        let run = try run("{timeout: 1h, metadata_keys: [x-tenant], metadata_cardinality_limit: 0}")
        let bytes = value(1)
        for tenant in 0..<10_000 { try run.send(bytes, from: client(("x-tenant", "\(tenant)"))) }
        #expect(throws: MetricsIntake.Failure.self) { try run.send(bytes, from: client(("x-tenant", "one more"))) }
    }

    @Test func `each combination waits for itself`() throws {
        let settings = try ConfigSection.parse(
            yaml: "{timeout: 10s, send_batch_size: 2, metadata_keys: [x-tenant]}",
            component: ComponentID(type: "batch"), diagnostics: Diagnostics(), BatchSettings.init)
        var held = HeldBatches(settings, now: 0)
        func add(_ tenant: String, now: UInt64) {
            let metric = Metric(
                description: MetricDescription(name: tenant, shape: MetricShape(type: .gauge)),
                points: [PointContents(value: .number(.int(1)))])
            let metrics = MetricsData(
                resources: [ResourceMetrics(scopes: [ScopeMetrics(metrics: [metric])])],
                client: client(("x-tenant", tenant)))
            let isTaken = held.add(metrics, pointCount: 1, now: now)
            #expect(isTaken)
        }
        func ready() -> [String] {
            var names: [String] = []
            while held.isReady { names += held.takeReady().resources.map { $0.scopes[0].metrics[0].description.name } }
            return names
        }
        add("slow", now: 1)
        add("busy", now: 2)
        add("busy", now: 8)
        #expect(ready() == ["busy", "busy"])
        #expect(held.leastLastSent == 1)
        for isDue in [true, false] {
            let isReady = held.makeReady(notSentSince: 7, now: 17)
            #expect(isReady == isDue)
        }
        #expect(ready() == ["slow"])
        #expect(held.leastLastSent == 8)
    }

    @Test func `it looks at requests only if it is told to`() throws {
        #expect(try !run("timeout: 1h").intake.looksAtClient)
        #expect(try run("metadata_keys: [a]").intake.looksAtClient)
    }
}

/// Notes whom the trees that it is given are from.
private final class ClientNotes: MetricsProcessor {
    private let seen = Locked<[ClientInformation?]>([])

    var clients: [ClientInformation?] { seen.withLock { $0 } }

    func process(_ metrics: inout MetricsData) {
        let client = metrics.client
        seen.withLock { $0.append(client) }
    }
}
