import TestRequests
import Testing

@testable import MetricCore

struct `The registry forgets` {
    private func series(_ attributes: Attributes = [:], of resource: Attributes = [:]) -> [UInt8] {
        request(resource, metrics: gauge("m", point(.int(1), attributes)))
    }

    @Test func `what nobody sends for the time of its memory`() throws {
        let registry = TestRegistry(memory: 10)
        let id = try registry.send(series(["k": "old"]))[0]
        try registry.send(series(["k": "kept"]))
        registry.now += 10
        try registry.send(series(["k": "kept"]))
        registry.forget()
        #expect(registry.told.isEmpty)
        registry.now += 1
        registry.forget()
        #expect(registry.told == [id])
        #expect(registry.registry.seriesCount == 1)
        // The id names the next new series.
        #expect(try registry.send(series(["k": "new"])) == [id])
        #expect(registry.registry.describe(id).attributes == [Attribute(key: "k", value: .string("new"))])
    }

    @Test func `all that it has when nobody sends anything`() throws {
        let registry = TestRegistry()
        for number in 0..<100 {
            try registry.send(series(["k": .int(Int64(number))], of: ["r": .int(Int64(number % 7))]))
        }
        registry.now += 100
        registry.forget()
        #expect(Set(registry.told).count == 100 && registry.told.count == 100)
        let counts = registry.registry.counts
        #expect(counts == [0, 0, 0, 0])
        #expect(registry.registry.slotCounts.allSatisfy { $0 <= 16 })
    }

    @Test func `a spelling that nobody uses, while it keeps the series`() throws {
        let registry = TestRegistry()
        let ordered = series(["a": "1", "b": "2"])
        let reversed = series(["b": "2", "a": "1"])
        let id = try registry.send(ordered)
        for (kept, other) in [(reversed, ordered), (ordered, reversed)] {
            #expect(try registry.send(other) == id)
            for _ in 0..<20 {
                registry.now += 1
                #expect(try registry.send(kept) == id)
                registry.forget()
            }
        }
        #expect(registry.told.isEmpty)
        #expect(registry.registry.seriesCount == 1)
    }

    @Test func `no parent while a child of it is being decoded`() throws {
        let registry = TestRegistry(memory: 10)
        try registry.send(series(["k": "first"]))
        let flight = try registry.find(series(["k": "second"]))
        registry.now += 20
        registry.forget()
        try registry.make(flight)
        registry.release(flight)
        registry.forget()
        let id = flight.series[0]
        #expect(registry.registry.describe(id).metric.name == "m")
        #expect(registry.registry.describe(id).attributes == [Attribute(key: "k", value: .string("second"))])
        registry.now += 20
        registry.forget()
        #expect(registry.registry.counts == [0, 0, 0, 0])
    }

    @Test func `what would have been made of a request that is malformed further on`() throws {
        let registry = TestRegistry(memory: 10)
        try registry.send(series(["k": "first"]))
        // An attribute whose key goes on beyond its end.
        let malformed = request(
            metrics: gauge("m", point(.int(1), ["k": "second"]), Message { $0.bytes(7, [10, 9, 1]) }))
        #expect(throws: WireError.self) { try registry.send(malformed) }
        registry.now += 20
        registry.forget()
        #expect(registry.registry.counts == [0, 0, 0, 0])
    }

    @Test func `no parent that has a child`() throws {
        let registry = TestRegistry()
        let held = registry.intern(
            SeriesDescription(
                resource: [Attribute(key: "r", value: .int(1))], scope: ScopeDescription(name: "s"),
                metric: MetricDescription(name: "m", shape: MetricShape(type: .gauge)), attributes: []))
        let description = registry.registry.describe(held)
        for _ in 0..<3 {
            registry.now += 100
            registry.forget()
            #expect(registry.registry.counts == [1, 1, 1, 1])
            #expect(registry.registry.describe(held) == description)
        }
        registry.letGo(held)
        registry.forget()
        #expect(registry.told == [held])
        #expect(registry.registry.counts == [0, 0, 0, 0])
    }

    @Test func `a parent after its last child`() throws {
        let registry = TestRegistry()
        try registry.send(series(["k": "1"], of: ["r": "1"]))
        registry.now += 8
        try registry.send(request(resource(["r": "1"], scope())))
        registry.now += 5
        registry.forget()
        #expect(registry.registry.counts == [0, 0, 1, 1])
        registry.now += 20
        registry.forget()
        #expect(registry.registry.counts == [0, 0, 0, 0])
    }

    @Test func `spellings of resources, and takes the resource for another afterwards`() throws {
        let registry = TestRegistry()
        for number in 0..<50 {
            registry.now += 20
            registry.forget()
            let resource: Attributes = ["r": .int(Int64(number)), "service.instance.id": "x"]
            let id = try registry.send(series(of: resource))[0]
            #expect(
                registry.registry.describe(id).resource == [Attribute(key: "r", value: .int(Int64(number)))])
            #expect(registry.registry.counts == [1, 1, 1, 1])
        }
    }

    // MARK: - Batches in flight

    @Test func `a series that a batch in flight has, and gives its id away only when the batch is done`() throws {
        let registry = TestRegistry()
        let flight = try registry.begin(series(["k": "old"]))
        let id = flight.series[0]
        let description = registry.registry.describe(id)
        registry.now += 100
        registry.forget()
        // The batch may still make an entry for it, so it would be too early to tell anybody.
        #expect(registry.told.isEmpty)
        #expect(registry.registry.describe(id) == description)
        // Who sends it again now gets another id.
        #expect(try registry.send(series(["k": "old"])) != [id])
        #expect(try registry.send(series(["k": "new"])) != [id])
        registry.release(flight)
        registry.forget()
        #expect(registry.told == [id])
        #expect(try registry.send(series(["k": "newer"])) == [id])
    }

    @Test func `without waiting for batches that came later`() throws {
        let registry = TestRegistry()
        let first = try registry.begin(series(["k": "1"]))
        registry.now += 100
        registry.forget()
        let second = try registry.begin(series(["k": "2"]))
        registry.release(first)
        registry.forget()
        #expect(registry.told == first.series)
        registry.release(second)
        registry.now += 100
        registry.forget()
        #expect(registry.told.count == 2)
    }

    @Test func `nothing twice if a batch is released twice or resolved again`() throws {
        let registry = TestRegistry()
        let flight = try registry.begin(series(["k": "1"]))
        registry.release(flight)
        registry.release(flight)
        registry.now += 100
        registry.forget()
        #expect(registry.told == flight.series)
    }

    // MARK: - Sizes

    @Test func `as much as comes, so that its tables don't grow`() throws {
        let registry = TestRegistry(memory: 10)
        var sizes: Set<[Int]> = []
        var highest: UInt32 = 0
        for turn in 0..<50 {
            let points = (0..<1000).map { point(.int(1), ["n": .int(Int64(turn * 1000 + $0))]) }
            let resource = resource(["r": .int(Int64(turn))], scope("s\(turn)", gauge("m\(turn)", points)))
            highest = max(highest, try registry.send(request(resource)).map(\.rawValue).max() ?? 0)
            registry.now += 11
            registry.forget()
            sizes.insert(registry.registry.slotCounts)
            #expect(registry.registry.counts == [0, 0, 0, 0])
        }
        #expect(highest == 999)
        #expect(sizes == [[16, 16, 16, 16]])
        #expect(registry.told.count == 50_000)
    }
}

extension Registry {
    /// How many series, metrics, scopes and resources there are.
    var counts: [Int] { [seriesTable.count, metricTable.count, scopeTable.count, resourceTable.count] }
    /// How many slots their tables have.
    var slotCounts: [Int] {
        [seriesTable.slotCount, metricTable.slotCount, scopeTable.slotCount, resourceTable.slotCount]
    }
}
