import MetricCore
import Testing

/// Requests that say what they say in an unusual way.
struct `Batch of an unusual request` {
    private func lines(_ metric: [UInt8]..., resource: [UInt8] = []) throws -> [String] {
        let request = WireBytes.message(
            1, resource, WireBytes.message(2, WireBytes.message(2, Array(metric.joined()))))
        var registry = Registry()
        var batch = registry.makeBatch()
        // The array outlives its span.
        let bytes = unsafe request.span.bytes
        try batch.scan(bytes)
        try registry.resolve(&batch, in: bytes)
        return RequestLines(batch, registry, in: bytes).lines
    }

    private let name = WireBytes.text(1, "m")
    private let unit = WireBytes.text(3, "s")
    private let point = WireBytes.message(1, WireBytes.attribute(7, "a", "1"), WireBytes.fixed64(6, 1))

    @Test func `takes a metric's header from before, between and behind its points`() throws {
        let gauge = WireBytes.message(5, point)
        #expect(try lines(name, unit, gauge) == lines(name, gauge, unit))
        #expect(try lines(name, unit, gauge) == lines(gauge, unit, name))
        #expect(try lines(name, unit, gauge) == lines(WireBytes.text(1, "other"), gauge, unit, name))
    }

    @Test func `takes attributes from around the value`() throws {
        let a = WireBytes.attribute(7, "a", "1")
        let b = WireBytes.attribute(7, "b", "2")
        let value = WireBytes.fixed64(6, 1)
        let expected = try lines(name, WireBytes.message(5, WireBytes.message(1, a, b, value)))
        #expect(try lines(name, WireBytes.message(5, WireBytes.message(1, a, value, b))) == expected)
        #expect(try lines(name, WireBytes.message(5, WireBytes.message(1, value, a, b))) == expected)
    }

    @Test func `puts a resource and a sum together that came in pieces`() throws {
        let a = WireBytes.attribute(1, "a", "1")
        let b = WireBytes.attribute(1, "b", "2")
        #expect(
            try lines(name, resource: WireBytes.message(1, a) + WireBytes.message(1, b))
                == lines(name, resource: WireBytes.message(1, a, b)))
        let isMonotonic = WireBytes.varint(3, 1)
        #expect(
            try lines(name, WireBytes.message(7, point), unit, WireBytes.message(7, isMonotonic, point))
                == lines(name, unit, WireBytes.message(7, point, point, isMonotonic)))
    }

    @Test func `takes a resource of empty pieces`() throws {
        let empty = WireBytes.message(1)
        let scattered = WireBytes.message(
            5,
            WireBytes.message(
                1, WireBytes.attribute(7, "a", "1"), WireBytes.fixed64(6, 1), WireBytes.attribute(7, "b", "")))
        #expect(try lines(name, scattered, resource: empty + empty) == lines(name, scattered))
        let histogram = { (pieces: [[UInt8]]) in
            WireBytes.message(9, WireBytes.message(1, Array(pieces.joined())))
        }
        #expect(
            try lines(scattered, name, histogram([WireBytes.message(6), WireBytes.message(6)]))
                == lines(name, histogram([])))
    }

    @Test func `takes bucket counts packed, in parts and one by one`() throws {
        let counts = (1...4).map { WireBytes.fixed64(6, $0) }
        let packed = { (counts: ArraySlice<[UInt8]>) in
            WireBytes.message(6, Array(counts.map { $0.dropFirst() }.joined()))
        }
        let expected = try lines(name, WireBytes.message(9, WireBytes.message(1, packed(counts[...]))))
        #expect(expected.contains { $0.hasSuffix("[1, 2, 3, 4]") })
        for point in [
            Array(counts.joined()), packed(counts[..<2]) + packed(counts[2...]),
            packed(counts[..<1]) + counts[1] + packed(counts[2...]) + WireBytes.message(6),
        ] {
            #expect(try lines(name, WireBytes.message(9, WireBytes.message(1, point))) == expected)
        }
    }

    @Test func `keeps of two kinds of data the last`() throws {
        let sum = WireBytes.message(7, point)
        let gauge = WireBytes.message(5, point, point)
        #expect(try lines(name, gauge, sum) == lines(name, sum))
        #expect(try lines(name, sum, gauge) == lines(name, gauge))
        #expect(try lines(name, gauge, sum, WireBytes.message(5)) == lines(name, WireBytes.message(5)))
    }

    @Test func `refuses malformed attributes under data that falls away`() {
        let bad = WireBytes.message(5, WireBytes.message(1, WireBytes.message(7, [0x0a])))
        #expect(throws: WireError.self) { try lines(name, bad, WireBytes.message(7, point)) }
    }

    @Test func `cuts an enum to the 32 bits that it has`() throws {
        let delta = try lines(name, WireBytes.message(7, WireBytes.varint(2, 1), point))
        #expect(try lines(name, WireBytes.message(7, WireBytes.varint(2, 1 << 32 | 1), point)) == delta)
        let unspecified = try lines(name, WireBytes.message(7, point))
        #expect(try lines(name, WireBytes.message(7, WireBytes.varint(2, 3), point)) == unspecified)
        #expect(try lines(name, WireBytes.message(7, WireBytes.varint(2, .max), point)) == unspecified)
    }

    @Test func `is empty after a refusal`() {
        let registry = Registry()
        var batch = registry.makeBatch()
        let request = WireBytes.message(1, WireBytes.message(2, WireBytes.message(2, name))) + [0x0a]
        #expect(throws: WireError.truncated(at: request.count)) { try unsafe batch.scan(request.span.bytes) }
        #expect(batch.resources.isEmpty && batch.scopes.isEmpty && batch.metrics.isEmpty)
    }
}
