import MetricCore
import TestMetrics
import TestRequests
import Testing

/// Requests that say what they say in an unusual way.
struct `Batch of an unusual request` {
    /// What a request with one metric says, and its resource if there is one: messages that come in these pieces.
    private func lines(_ metric: Message..., resource: Message = Message()) throws -> [String] {
        let request = Message {
            $0.message(1, resource + Message { $0.message(2) { $0.message(2, metric.reduce(Message(), +)) } })
        }.bytes
        var registry = Registry()
        var batch = Batch()
        // The array outlives its span.
        let bytes = unsafe request.span.bytes
        try batch.scan(bytes)
        try registry.resolve(&batch, in: bytes)
        return RequestLines(batch, registry, in: bytes).lines
    }

    private let name = Message { $0.text(1, "m") }
    private let unit = Message { $0.text(3, "s") }
    private let point = Message {
        $0.message(1) {
            $0.attributes(7, ["a": "1"])
            $0.fixed(6, 1)
        }
    }

    private func gauge(_ points: Message) -> Message { Message { $0.message(5, points) } }
    private func sum(_ content: Message) -> Message { Message { $0.message(7, content) } }
    private func histogram(_ point: Message) -> Message { Message { $0.message(9) { $0.message(1, point) } } }

    @Test func `takes a metric's header from before, between and behind its points`() throws {
        let gauge = gauge(point)
        let other = Message { $0.text(1, "other") }
        #expect(try lines(name, unit, gauge) == lines(name, gauge, unit))
        #expect(try lines(name, unit, gauge) == lines(gauge, unit, name))
        #expect(try lines(name, unit, gauge) == lines(other, gauge, unit, name))
    }

    @Test func `takes attributes from around the value`() throws {
        let a = Message { $0.attributes(7, ["a": "1"]) }
        let b = Message { $0.attributes(7, ["b": "2"]) }
        let value = Message { $0.fixed(6, 1) }
        func metric(_ point: Message) -> Message { gauge(Message { $0.message(1, point) }) }
        let expected = try lines(name, metric(a + b + value))
        #expect(try lines(name, metric(a + value + b)) == expected)
        #expect(try lines(name, metric(value + a + b)) == expected)
    }

    @Test func `puts a resource and a sum together that came in pieces`() throws {
        let a = Message { $0.attributes(1, ["a": "1"]) }
        let b = Message { $0.attributes(1, ["b": "2"]) }
        func resource(_ content: Message) -> Message { Message { $0.message(1, content) } }
        #expect(try lines(name, resource: resource(a) + resource(b)) == lines(name, resource: resource(a + b)))
        let isMonotonic = Message { $0.varint(3, 1) }
        #expect(
            try lines(name, sum(point), unit, sum(isMonotonic + point))
                == lines(name, unit, sum(point + point + isMonotonic)))
    }

    @Test func `refuses pieces that are only whole when they are put together`() {
        // An attribute of two bytes, which are in the next piece.
        let cutOff = Message { $0.bytes(1, [0x0a, 0x02]) } + Message { $0.bytes(1, [0x12, 0x00]) }
        #expect(throws: WireError.self) { try lines(name, resource: cutOff) }
        #expect(throws: WireError.self) { try lines(name, resource: Message { $0.message(2, cutOff) }) }
    }

    @Test func `takes a resource of empty pieces`() throws {
        let empty = Message { $0.message(1, Message()) }
        let scattered = gauge(
            Message {
                $0.message(1) {
                    $0.attributes(7, ["a": "1"])
                    $0.fixed(6, 1)
                    $0.attributes(7, ["b": ""])
                }
            })
        #expect(try lines(name, scattered, resource: empty + empty) == lines(name, scattered))
        let noCounts = Message { $0.packed(6, fixed: []) }
        #expect(
            try lines(scattered, name, histogram(noCounts + noCounts)) == lines(name, histogram(Message())))
    }

    @Test func `takes bucket counts packed, in parts and one by one`() throws {
        func packed(_ counts: UInt64...) -> Message { Message { $0.packed(6, fixed: counts) } }
        func single(_ count: UInt64) -> Message { Message { $0.fixed(6, count) } }
        let expected = try lines(name, histogram(packed(1, 2, 3, 4)))
        #expect(expected.contains { $0.hasSuffix("[1, 2, 3, 4]") })
        for point in [
            single(1) + single(2) + single(3) + single(4), packed(1, 2) + packed(3, 4),
            packed(1) + single(2) + packed(3, 4) + packed(),
        ] {
            #expect(try lines(name, histogram(point)) == expected)
        }
    }

    @Test func `keeps of two kinds of data the last`() throws {
        let sum = sum(point)
        let gauge = gauge(point + point)
        let empty = self.gauge(Message())
        #expect(try lines(name, gauge, sum) == lines(name, sum))
        #expect(try lines(name, sum, gauge) == lines(name, gauge))
        #expect(try lines(name, gauge, sum, empty) == lines(name, empty))
    }

    @Test func `refuses malformed attributes under data that falls away`() {
        let bad = gauge(Message { $0.message(1) { $0.bytes(7, [0x0a]) } })
        #expect(throws: WireError.self) { try lines(name, bad, sum(point)) }
    }

    @Test func `cuts an enum to the 32 bits that it has`() throws {
        func temporality(_ value: UInt64) -> Message { Message { $0.varint(2, value) } }
        let delta = try lines(name, sum(temporality(1) + point))
        #expect(try lines(name, sum(temporality(1 << 32 | 1) + point)) == delta)
        let unspecified = try lines(name, sum(point))
        #expect(try lines(name, sum(temporality(3) + point)) == unspecified)
        #expect(try lines(name, sum(temporality(.max) + point)) == unspecified)
    }

    @Test func `is empty after a refusal`() {
        var batch = Batch()
        let request = Message { $0.message(1) { $0.message(2) { $0.message(2, name) } } }.bytes + [0x0a]
        #expect(throws: WireError.truncated(at: request.count)) { try unsafe batch.scan(request.span.bytes) }
        #expect(batch.resources.isEmpty && batch.scopes.isEmpty && batch.metrics.isEmpty)
    }

    @Test(arguments: [(Batch.groupLimit, nil), (Batch.groupLimit + 1, WireError.tooManyGroups)])
    func `takes only so many groups, which may be empty`(count: Int, error: WireError?) throws {
        let request = Array(repeatElement([0x0a, 0] as [UInt8], count: count).joined())
        var batch = Batch()
        var thrown: WireError?
        do {
            // The array outlives its span.
            try batch.scan(unsafe request.span.bytes)
        } catch {
            thrown = error
        }
        #expect(thrown == error)
    }
}
