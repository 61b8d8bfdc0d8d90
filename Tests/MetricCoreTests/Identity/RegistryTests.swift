import MetricCore
import TestRequests
import Testing

struct `Identities in the registry` {
    /// Requests, one after the other, in one registry.
    private struct Intake: ~Copyable {
        var registry = Registry()
        var batch: Batch

        init() {
            batch = Batch()
        }

        mutating func send(_ request: [UInt8]) throws(WireError) {
            // The array outlives its span.
            let bytes = unsafe request.span.bytes
            try batch.scan(bytes)
            try registry.resolve(&batch, in: bytes)
        }

        mutating func series(_ request: [UInt8]) throws(WireError) -> [SeriesID] {
            try send(request)
            return batch.points.map(\.received)
        }
    }

    /// A gauge of one point.
    private func metric(_ attributes: Attributes = [:]) -> Message {
        gauge("m", point(.int(1), attributes))
    }

    @Test(arguments: [
        ("resource", Registry.identityByteLimit), ("scope", Registry.scopeByteLimit),
        ("metric", Registry.identityByteLimit), ("point", Registry.identityByteLimit),
    ])
    func `are refused if they are too long, and nothing is made of the request`(part: String, limit: Int) throws {
        func longRequest(nameBytes: Int) -> [UInt8] {
            let text = String(repeating: "x", count: nameBytes)
            func attributes(of place: String) -> Attributes { place == part ? ["k": .string(text)] : [:] }
            let metric = gauge(part == "metric" ? text : "m", point(.int(1), attributes(of: "point")))
            return request(
                resource(attributes(of: "resource"), scope(attributes: attributes(of: "scope"), metric)))
        }
        var intake = Intake()
        #expect(throws: WireError.self) { try intake.send(longRequest(nameBytes: limit)) }
        #expect(intake.registry.seriesCount == 0)
        try intake.send(longRequest(nameBytes: limit - 32))
        #expect(intake.registry.seriesCount == 1)
    }

    @Test func `may not be many with much to their names in one request`() throws {
        func series(_ count: Int) -> [UInt8] {
            let points = (0..<count).map { point(.int(1), ["k": .int(Int64($0))]) }
            return request(resource([:], scope(String(repeating: "s", count: 4000), gauge("m", points))))
        }
        var intake = Intake()
        #expect(throws: WireError.tooManyNewSeries) { try intake.send(series(17_000)) }
        #expect(intake.registry.seriesCount == 0)
        try intake.send(series(16_000))
        #expect(intake.registry.seriesCount == 16_000)
        // Of those that are known there may be any number.
        try intake.send(series(17_000))
        #expect(intake.registry.seriesCount == 17_000)
    }

    @Test func `takes the last of several values of an attribute`() throws {
        func series(_ values: String...) throws -> [SeriesID] {
            let point = Message { point in
                point.message(7) { attribute in
                    attribute.text(1, "k")
                    for value in values { attribute.message(2) { if !value.isEmpty { $0.text(1, value) } } }
                }
            }
            return try intake.series(request(metrics: gauge("m", point)))
        }
        var intake = Intake()
        #expect(try series("a", "b") == series("b"))
        #expect(try series("", "") == series(""))
    }

    @Test func `keeps a description that came with a refused request to itself`() throws {
        var intake = Intake()
        let series = try intake.series(request(metrics: gauge("m", description: "good", point(.int(1)))))
        let malformed = Message { $0.bytes(7, [0x12, 9]) }
        #expect(throws: WireError.self) {
            try intake.send(request(metrics: gauge("m", description: "bad", malformed)))
        }
        #expect(intake.registry.describe(series[0]).metric.description == "good")
    }

    @Test func `gives attributes in another order the same series`() throws {
        let orders: [Attributes] = [
            ["a": "v", "b": "v", "c": "v"], ["c": "v", "b": "v", "a": "v"], ["b": "v", "c": "v", "a": "v"],
        ]
        var intake = Intake()
        var ids: Set<SeriesID> = []
        for order in orders {
            ids.formUnion(try intake.series(request(resource(order, scope(attributes: order, metric(order))))))
        }
        let id = try #require(ids.first)
        #expect(ids.count == 1)
        #expect(intake.registry.seriesCount == 1)
        #expect(intake.registry.describe(id).attributes.map(\.key) == ["a", "b", "c"])
        #expect(intake.registry.describe(id).scope.attributes.map(\.key) == ["a", "b", "c"])
        #expect(intake.registry.describe(id).resource.map(\.key) == ["a", "b", "c"])
    }

    @Test func `gives the same name in other places another series`() throws {
        let value = point(.int(1))
        let requests = [
            request(metrics: metric()), request(metrics: metric(["a": "1"])), request(metrics: metric(["a": "2"])),
            request(metrics: metric(["a": "1", "b": ""])), request(metrics: gauge("n", value)),
            request(metrics: gauge("m", unit: "s", value)), request(resource([:], scope("s", metric()))),
            request(resource([:], scope(version: "s", metric()))),
            request(resource([:], scope(attributes: ["s": ""], metric()))),
            request(resource([:], scope(schemaURL: "u", metric()))), request(["s": ""], metrics: metric()),
            // Canonically equivalent, yet not the same bytes.
            request(metrics: gauge("é", value)), request(metrics: gauge("e\u{301}", value)),
            request(metrics: gauge("m\0", value)),
        ]
        var intake = Intake()
        var ids: Set<SeriesID> = []
        for request in requests { ids.formUnion(try intake.series(request)) }
        #expect(ids.count == requests.count)
        #expect(intake.registry.seriesCount == requests.count)
    }

    @Test func `does not take the end of a scope for its schema URL`() throws {
        var intake = Intake()
        let first = try intake.series(request(resource([:], scope("s", metric()))))
        // The same bytes in a row: no scope, and a URL that reads like one.
        let url = String(decoding: Message { $0.text(1, "s") }.bytes, as: UTF8.self)
        #expect(try intake.series(request(resource([:], scope(schemaURL: url, metric())))) != first)
    }

    @Test func `takes the writer off the resource`() throws {
        var intake = Intake()
        var ids: Set<SeriesID> = []
        var writers: Set<WriterID> = []
        for instance in ["i-1", "i-2", "i-3"] {
            let resource: Attributes = ["service.instance.id": .string(instance), "a": "1"]
            ids.formUnion(try intake.series(request(resource, metrics: metric())))
            writers.formUnion(intake.batch.resources.map(\.writer))
        }
        ids.formUnion(try intake.series(request(["a": "1"], metrics: metric())))
        #expect(intake.batch.resources.map(\.writer) == [.none])
        let id = try #require(ids.first)
        #expect(ids.count == 1)
        #expect(writers.count == 3 && !writers.contains(.none))
        #expect(intake.registry.describe(id).resource == [Attribute(key: "a", value: .string("1"))])
    }

    @Test func `does not name a metric by its description`() throws {
        var intake = Intake()
        let first = try intake.series(request(metrics: gauge("m", description: "old", point(.int(1)))))
        let second = try intake.series(request(metrics: gauge("m", description: "new", point(.int(1)))))
        #expect(first == second)
        #expect(intake.registry.describe(first[0]).metric.description == "new")
    }

    @Test(arguments: [
        Message { $0.bytes(7, [0x0a]) }, Message { $0.message(7) { $0.bytes(2, [0x08]) } },
        Message { $0.message(7) { $0.varint(1, 1) } },
    ]) func `makes nothing of a request that is malformed somewhere`(point: Message) throws {
        var intake = Intake()
        let good = request(metrics: metric(["a": "1"]))
        #expect(throws: WireError.self) { try intake.send(good + request(metrics: gauge("m", point))) }
        #expect(intake.registry.seriesCount == 0)
        try intake.send(good)
        #expect(intake.registry.seriesCount == 1)
    }

    @Test(arguments: [(126, true), (127, false)])
    func `takes values that are nested up to the limit`(arrays: Int, isTaken: Bool) throws {
        // A text within so many lists, each of which is a value as well, within one more.
        var value: AttributeValue = "x"
        for _ in 0..<(arrays + 1) { value = .array([value]) }
        var intake = Intake()
        var error: WireError?
        do { try intake.send(request(metrics: metric(["k": value]))) } catch let thrown { error = thrown }
        #expect((error == nil) == isTaken)
        if case .nestedTooDeep? = error {} else { #expect(isTaken) }
    }

    @Test func `tells what a series stands under`() throws {
        var intake = Intake()
        try intake.send(request(metrics: metric(["a": "1"])))
        let parents = intake.registry.parents(of: intake.batch.points[0].received)
        #expect(parents.metric == intake.batch.metrics[0].id)
        #expect(parents.scope == intake.batch.scopes[0].id)
        #expect(parents.resource == intake.batch.resources[0].id)
    }

    @Test func `finds a series again that it has described`() throws {
        var intake = Intake()
        let id = try intake.series(
            request(resource([:], scope(attributes: ["z": ""], metric(["a": "1"])))))[0]
        #expect(intake.registry.intern(intake.registry.describe(id)) == id)
    }
}
