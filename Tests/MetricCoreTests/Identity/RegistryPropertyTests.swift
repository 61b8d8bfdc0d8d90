import MetricCore
import TestRandom
import TestRequests
import Testing

/// Random requests, batches that stay in flight, and forgetting in between, beside dictionaries that never use an id
/// twice for different things.
struct `Ids that are used again` {
    /// A batch in flight, and what each of its points was sent as.
    private struct Flight {
        let batch: BatchInFlight
        let sent: [SeriesDescription]
    }

    /// What exporters and routes do with ids: they keep something for each.
    private struct Holder {
        var entries: [SeriesID: SeriesDescription] = [:]
        var routes: [SeriesID: SeriesID] = [:]
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `name what was sent, for whoever still holds them`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let registry = TestRegistry(memory: 5, limit: seed % 2 == 0 ? 1_000_000 : 12)
        var flights: [Flight] = []
        var holder = Holder()
        var toldCount = 0
        for _ in 0..<3000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: flights.append(try begin(registry, &random))
            case 4..<6: if let flight = flights.randomElement(using: &random) { use(flight, registry, &holder) }
            case 6..<8 where !flights.isEmpty:
                let flight = flights.remove(at: Int.random(in: 0..<flights.count, using: &random))
                use(flight, registry, &holder)
                registry.release(flight.batch)
            case 8: registry.now += UInt64.random(in: 0..<4, using: &random)
            default: break
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                registry.forget { series, registry in
                    toldCount += series.count
                    for id in series {
                        holder.entries[id] = nil
                        if let target = holder.routes.removeValue(forKey: id) { registry.letGo(target) }
                    }
                }
            }
            if flights.count > 4 { registry.release(flights.removeFirst().batch) }
        }
        #expect(toldCount > 100, "seed \(seed) forgets next to nothing")
        #expect(registry.registry.seriesCount < 300)
    }

    /// A request of some series, each named by its numbers.
    private func begin(_ registry: TestRegistry, _ random: inout SplitMix64) throws -> Flight {
        var sent: [SeriesDescription] = []
        var points: [Message] = []
        let numbers = (0..<3).map { _ in Int.random(in: 0..<4, using: &random) }
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            let number = Int64.random(in: 0..<6, using: &random)
            let attributes: Attributes =
                Bool.random(using: &random) ? ["a": .int(number), "b": "x"] : ["b": "x", "a": .int(number)]
            points.append(point(.int(1), attributes))
            sent.append(
                SeriesDescription(
                    resource: [Attribute(key: "r", value: .string("\(numbers[0])"))],
                    scope: ScopeDescription(name: "s\(numbers[1])"),
                    metric: MetricDescription(name: "m\(numbers[2])", shape: MetricShape(type: .gauge)),
                    attributes: [Attribute(key: "a", value: .int(number)), Attribute(key: "b", value: .string("x"))]))
        }
        let writer = AttributeValue.string("\(Int.random(in: 0..<3, using: &random))")
        let request = request(
            resource(
                ["r": .string("\(numbers[0])"), "service.instance.id": writer],
                scope("s\(numbers[1])", gauge("m\(numbers[2])", points))))
        return Flight(batch: try registry.begin(request), sent: sent)
    }

    /// Looks at each point as routes and exporters do: at what is held for its id, or else at the registry.
    private func use(_ flight: Flight, _ registry: TestRegistry, _ holder: inout Holder) {
        for (point, sent) in zip(flight.batch.batch.points, flight.sent) where point.received != .none {
            var sent = sent
            if point.isOverflow { sent.attributes = [Attribute(key: "otel.metric.overflow", value: .bool(true))] }
            check(point.received, is: sent, registry, &holder)
            #expect(registry.registry.describe(point.received) == sent)

            // The pipeline adds an attribute, which makes it a series of another metric's.
            var routed = sent
            routed.metric.name = "routed"
            let target = holder.routes[point.received] ?? registry.intern(routed)
            guard target != .none else { continue }
            holder.routes[point.received] = target
            if registry.registry.describe(target).attributes != sent.attributes {
                routed.attributes = [Attribute(key: "otel.metric.overflow", value: .bool(true))]
            }
            check(target, is: routed, registry, &holder)
        }
    }

    private func check(
        _ id: SeriesID, is sent: SeriesDescription, _ registry: TestRegistry, _ holder: inout Holder
    ) {
        if let entry = holder.entries[id] {
            #expect(entry == sent)
        } else {
            #expect(registry.registry.describe(id) == sent)
            holder.entries[id] = sent
        }
    }
}
