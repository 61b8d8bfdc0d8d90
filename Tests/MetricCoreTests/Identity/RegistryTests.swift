import MetricCore
import Testing

struct `Identities in the registry` {
    /// Requests, one after the other, in one registry.
    private struct Intake: ~Copyable {
        var registry = Registry()
        var batch: Batch

        init() {
            batch = registry.makeBatch()
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

    /// A request with one gauge; each list is fields of the message that it is named after.
    private func request(
        resource: [[UInt8]] = [], scope: [[UInt8]] = [], schemaURL: String = "",
        metric: [[UInt8]] = [WireBytes.text(1, "m")], point: [[UInt8]] = []
    ) -> [UInt8] {
        let gauge = WireBytes.message(5, WireBytes.message(1, Array(point.joined()), WireBytes.fixed64(6, 1)))
        return WireBytes.message(
            1, WireBytes.message(1, Array(resource.joined())),
            WireBytes.message(
                2, WireBytes.message(1, Array(scope.joined())),
                WireBytes.message(2, Array(metric.joined()), gauge), WireBytes.text(3, schemaURL)))
    }

    @Test(arguments: [
        ("resource", Registry.identityByteLimit), ("scope", Registry.scopeByteLimit),
        ("metric", Registry.identityByteLimit), ("point", Registry.identityByteLimit),
    ])
    func `are refused if they are too long, and nothing is made of the request`(part: String, limit: Int) throws {
        func request(nameBytes: Int) -> [UInt8] {
            let text = String(repeating: "x", count: nameBytes)
            let attribute = { (field: Int) in
                WireBytes.message(field, WireBytes.text(1, "k"), WireBytes.message(2, WireBytes.text(1, text)))
            }
            return self.request(
                resource: part == "resource" ? [attribute(1)] : [],
                scope: part == "scope" ? [attribute(3)] : [],
                metric: [WireBytes.text(1, part == "metric" ? text : "m")],
                point: part == "point" ? [attribute(7)] : [])
        }
        var intake = Intake()
        #expect(throws: WireError.self) { try intake.send(request(nameBytes: limit)) }
        #expect(intake.registry.seriesCount == 0)
        try intake.send(request(nameBytes: limit - 32))
        #expect(intake.registry.seriesCount == 1)
    }

    @Test func `may not be many with much to their names in one request`() throws {
        func points(_ count: Int) -> [UInt8] {
            let scope = WireBytes.text(1, String(repeating: "s", count: 4000))
            let points = (0..<count).flatMap { number in
                WireBytes.message(
                    1,
                    WireBytes.message(
                        7, WireBytes.text(1, "k"), WireBytes.message(2, WireBytes.text(1, "\(number)"))))
            }
            return WireBytes.message(
                1,
                WireBytes.message(
                    2, WireBytes.message(1, scope),
                    WireBytes.message(2, WireBytes.text(1, "m"), WireBytes.message(5, points))))
        }
        var intake = Intake()
        #expect(throws: WireError.tooManyNewSeries) { try intake.send(points(17_000)) }
        #expect(intake.registry.seriesCount == 0)
        try intake.send(points(16_000))
        #expect(intake.registry.seriesCount == 16_000)
        // Of those that are known there may be any number.
        try intake.send(points(16_000))
        try intake.send(points(17_000))
        #expect(intake.registry.seriesCount == 17_000)
    }

    @Test func `takes the last of several values of an attribute`() throws {
        let value = { (text: String) in WireBytes.message(2, text.isEmpty ? [] : WireBytes.text(1, text)) }
        let attribute = { (values: [UInt8]) in WireBytes.message(7, WireBytes.text(1, "k"), values) }
        var intake = Intake()
        let once = try intake.series(request(point: [attribute(value("b"))]))
        #expect(try intake.series(request(point: [attribute(value("a") + value("b"))])) == once)
        let empty = try intake.series(request(point: [attribute(value(""))]))
        #expect(try intake.series(request(point: [attribute(value("") + value(""))])) == empty)
    }

    @Test func `keeps a description that came with a refused request to itself`() throws {
        var intake = Intake()
        let series = try intake.series(request(metric: [WireBytes.text(1, "m"), WireBytes.text(2, "good")]))
        #expect(throws: WireError.self) {
            try intake.send(
                request(
                    metric: [WireBytes.text(1, "m"), WireBytes.text(2, "bad")], point: [WireBytes.message(7, [0x12, 9])]
                ))
        }
        #expect(intake.registry.describe(series[0]).metric.description == "good")
    }

    @Test func `gives attributes in another order the same series`() throws {
        let orders = [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]]
        var intake = Intake()
        var ids: Set<SeriesID> = []
        for keys in orders {
            let point = keys.map { WireBytes.attribute(7, $0, "v") }
            let scope = keys.map { WireBytes.attribute(3, $0, "v") }
            let resource = keys.map { WireBytes.attribute(1, $0, "v") }
            ids.formUnion(try intake.series(request(resource: resource, scope: scope, point: point)))
        }
        let id = try #require(ids.first)
        #expect(ids.count == 1)
        #expect(intake.registry.seriesCount == 1)
        #expect(intake.registry.describe(id).attributes.map(\.key) == ["a", "b", "c"])
        #expect(intake.registry.describe(id).scope.attributes.map(\.key) == ["a", "b", "c"])
        #expect(intake.registry.describe(id).resource.map(\.key) == ["a", "b", "c"])
    }

    @Test func `gives the same name in other places another series`() throws {
        let a = WireBytes.attribute(7, "a", "1")
        let requests = [
            request(), request(point: [a]), request(point: [WireBytes.attribute(7, "a", "2")]),
            request(point: [a, WireBytes.attribute(7, "b", "")]), request(metric: [WireBytes.text(1, "n")]),
            request(metric: [WireBytes.text(1, "m"), WireBytes.text(3, "s")]), request(scope: [WireBytes.text(1, "s")]),
            request(scope: [WireBytes.text(2, "s")]), request(scope: [WireBytes.attribute(3, "s", "")]),
            request(schemaURL: "u"), request(resource: [WireBytes.attribute(1, "s", "")]),
            // Canonically equivalent, yet not the same bytes.
            request(metric: [WireBytes.text(1, "é")]), request(metric: [WireBytes.text(1, "e\u{301}")]),
            request(metric: [WireBytes.text(1, "m\0")]),
        ]
        var intake = Intake()
        var ids: Set<SeriesID> = []
        for request in requests { ids.formUnion(try intake.series(request)) }
        #expect(ids.count == requests.count)
        #expect(intake.registry.seriesCount == requests.count)
    }

    @Test func `does not take the end of a scope for its schema URL`() throws {
        var intake = Intake()
        let first = try intake.series(request(scope: [WireBytes.text(1, "s")]))
        // The same bytes in a row: no scope, and a URL that reads like one.
        let url = String(decoding: WireBytes.text(1, "s"), as: UTF8.self)
        #expect(try intake.series(request(schemaURL: url)) != first)
    }

    @Test func `takes the writer off the resource`() throws {
        var intake = Intake()
        var ids: Set<SeriesID> = []
        var writers: Set<WriterID> = []
        for instance in ["i-1", "i-2", "i-3"] {
            let resource = [
                WireBytes.attribute(1, "service.instance.id", instance), WireBytes.attribute(1, "a", "1"),
            ]
            ids.formUnion(try intake.series(request(resource: resource)))
            writers.formUnion(intake.batch.resources.map(\.writer))
        }
        ids.formUnion(try intake.series(request(resource: [WireBytes.attribute(1, "a", "1")])))
        #expect(intake.batch.resources.map(\.writer) == [.none])
        let id = try #require(ids.first)
        #expect(ids.count == 1)
        #expect(writers.count == 3 && !writers.contains(.none))
        #expect(intake.registry.describe(id).resource == [Attribute(key: "a", value: .string("1"))])
    }

    @Test func `does not name a metric by its description`() throws {
        var intake = Intake()
        let first = try intake.series(request(metric: [WireBytes.text(1, "m"), WireBytes.text(2, "old")]))
        let second = try intake.series(request(metric: [WireBytes.text(1, "m"), WireBytes.text(2, "new")]))
        #expect(first == second)
        #expect(intake.registry.describe(first[0]).metric.description == "new")
    }

    @Test(arguments: [
        WireBytes.message(7, [0x0a]), WireBytes.message(7, WireBytes.message(2, [0x08])),
        WireBytes.message(7, WireBytes.varint(1, 1)),
    ]) func `makes nothing of a request that is malformed somewhere`(point: [UInt8]) throws {
        var intake = Intake()
        let good = request(point: [WireBytes.attribute(7, "a", "1")])
        #expect(throws: WireError.self) { try intake.send(good + request(point: [point])) }
        #expect(intake.registry.seriesCount == 0)
        try intake.send(good)
        #expect(intake.registry.seriesCount == 1)
    }

    @Test(arguments: [(126, true), (127, false)])
    func `takes values that are nested up to the limit`(arrays: Int, isTaken: Bool) throws {
        // A text within so many lists, each of which is a value as well, within one more.
        var value = WireBytes.text(1, "x")
        for _ in 0..<(arrays + 1) { value = WireBytes.message(5, WireBytes.message(1, value)) }
        let point = WireBytes.message(7, WireBytes.text(1, "k"), WireBytes.message(2, value))
        var intake = Intake()
        var error: WireError?
        do { try intake.send(request(point: [point])) } catch let thrown { error = thrown }
        #expect((error == nil) == isTaken)
        if case .nestedTooDeep? = error {} else { #expect(isTaken) }
    }

    @Test func `tells what a series stands under`() throws {
        var intake = Intake()
        try intake.send(request(point: [WireBytes.attribute(7, "a", "1")]))
        let parents = intake.registry.parents(of: intake.batch.points[0].received)
        #expect(parents.metric == intake.batch.metrics[0].id)
        #expect(parents.scope == intake.batch.scopes[0].id)
        #expect(parents.resource == intake.batch.resources[0].id)
    }

    @Test func `finds a series again that it has described`() throws {
        var intake = Intake()
        let id = try intake.series(
            request(scope: [WireBytes.attribute(3, "z", "")], point: [WireBytes.attribute(7, "a", "1")]))[0]
        #expect(intake.registry.intern(intake.registry.describe(id)) == id)
    }
}
