import TestRequests
import Testing

@testable import MetricCore

struct `A registry that is full` {
    private let overflow = [Attribute(key: "otel.metric.overflow", value: .bool(true))]

    private func points(_ range: Range<Int>) -> [Message] {
        range.map { point(.int(1), ["k": .int(Int64($0))]) }
    }

    @Test func `gives points of further series their metric's overflow series`() throws {
        let registry = TestRegistry(limit: 10)
        let flight = try registry.begin(
            request(metrics: gauge("a", points(0..<12)), gauge("b", points(0..<3)), gauge("a", points(5..<6))))
        #expect(flight.batch.points.map(\.isOverflow) == (0..<16).map { (10...14).contains($0) })
        #expect(flight.batch.overflowedPoints == 5)
        #expect(flight.batch.unidentifiedPoints.isEmpty)
        // Beyond the limit there is one for each metric.
        #expect(registry.registry.seriesCount == 12)
        for index in 10..<15 {
            let description = registry.registry.describe(flight.series[index])
            #expect(description.attributes == overflow)
            #expect(description.metric.name == (index < 12 ? "a" : "b"))
        }
        #expect(Set(flight.series).count == 12)
        #expect(flight.batch.points[10].attributesHash != flight.batch.points[11].attributesHash)
        #expect(flight.batch.points[10].attributesHash == flight.batch.points[12 - 2].attributesHash)
        // Known ones are found as ever.
        let again = try registry.begin(request(metrics: gauge("a", points(9..<11))))
        #expect(again.series == Array(flight.series[9...10]))
        #expect(again.batch.points.map(\.isOverflow) == [false, true])
        #expect(again.batch.points[1].attributesHash == flight.batch.points[10].attributesHash)
        #expect(again.batch.overflowedPoints == 1)
    }

    @Test func `has room again for what is sent when others are forgotten`() throws {
        let registry = TestRegistry(memory: 10, limit: 10)
        try registry.send(request(metrics: gauge("a", points(0..<20))))
        registry.now += 20
        registry.forget()
        let flight = try registry.begin(request(metrics: gauge("a", points(10..<20))))
        #expect(flight.batch.overflowedPoints == 0)
        #expect(Set(flight.series).count == 10)
    }

    @Test(arguments: ["resource", "scope", "metric"])
    func `gives points under a further parent none`(level: String) throws {
        let registry = TestRegistry(memory: 10, limit: 3)
        func parent(_ number: Int) -> Message {
            let name = "\(number)"
            return resource(
                level == "resource" ? ["r": .string(name)] : [:],
                scope(level == "scope" ? name : "", gauge(level == "metric" ? name : "m", points(0..<1))))
        }
        for number in 0..<3 { try registry.send(request(parent(number))) }
        for _ in 0..<2 {
            let flight = try registry.begin(request(parent(0), parent(3), parent(1), parent(4)))
            #expect(flight.series.map { $0 == .none } == [false, true, false, true])
            #expect(flight.batch.points.map { $0.series == .none } == [false, true, false, true])
            #expect(flight.batch.unidentifiedPoints == [1, 3])
            #expect(flight.batch.overflowedPoints == 0)
            registry.release(flight)
        }
        #expect(registry.registry.counts.max() == 3)
        registry.now += 20
        registry.forget()
        let flight = try registry.begin(request(parent(3), parent(4)))
        #expect(flight.batch.unidentifiedPoints.isEmpty)
    }

    @Test func `gives what processors make the overflow series as well, or none`() throws {
        let registry = TestRegistry(limit: 2)
        let ids = try registry.send(request(metrics: gauge("a", points(0..<2))))
        var description = registry.registry.describe(ids[0])
        description.attributes = [Attribute(key: "x", value: .int(1))]
        let id = registry.intern(description)
        #expect(registry.registry.describe(id).attributes == overflow)
        description.metric.name = "b"
        #expect(registry.intern(description) != .none)
        description.metric.name = "c"
        #expect(registry.intern(description) == .none)
        registry.letGo(.none)
    }

    @Test func `merges what all need of it`() {
        #expect(RegistryOptions(satisfying: []) == RegistryOptions())
        let merged = RegistryOptions(satisfying: [
            RegistryOptions(writerAttributes: ["a", "b"], seriesMemory: 5, seriesLimit: 10),
            RegistryOptions(writerAttributes: ["b", "c"], seriesMemory: 7, seriesLimit: 3),
        ])
        #expect(merged == RegistryOptions(writerAttributes: ["a", "b", "c"], seriesMemory: 7, seriesLimit: 10))
        #expect(RegistryOptions(seriesLimit: .max).seriesLimit == RegistryOptions.greatestSeriesLimit)
    }
}
