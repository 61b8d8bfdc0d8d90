import MetricCore
import TestMetrics
import TestRequests
import Testing

/// Pages in protobuf, and as the texts that protobuf can be.
struct ProtobufPageTests {
    private static let start: UInt64 = 1_760_000_000_250_000_000

    @Test func `a page in protobuf is the same in pieces, and each family's length is its own`() throws {
        let page = TestPage(counting: plain)
        let buckets = ExponentialBuckets(
            scale: 2, zeroCount: 1, positive: ExponentialBucketCounts(offset: -3, counts: [1, 0, 2]))
        let points = (0..<100).map { point(.int(Int64($0)), ["n": .int(Int64($0))]) }
        try page.push(
            request(
                metrics: gauge("many", points), sum("one", point(.int(1), start: Self.start)),
                exponentialHistogram("took", exponentialPoint(buckets, sum: 3))))
        let whole = page.bytes(as: PageFormat(.protobuf))
        #expect(whole == page.bytes(as: PageFormat(.protobuf), size: 1))
        var rest = whole[...]
        var names: [String] = []
        while !rest.isEmpty {
            var length = 0
            var shift = 0
            repeat {
                length |= Int(rest[rest.startIndex] & 0x7f) << shift
                shift += 7
            } while rest.removeFirst() >= 0x80
            let family = Array(rest.prefix(length))
            names.append(String(decoding: family[2..<2 + Int(family[1])], as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        #expect(names == ["many", "one_total", "took"])
    }

    @Test func `nothing is escaped in protobuf, also in a series of more labels than fit a piece of memory`() throws {
        let page = TestPage(counting: plain)
        let odd = "a\"b\\c\nd"
        let long = String(repeating: "x", count: 30_000)
        try page.push(
            request(
                metrics: gauge("g", point(.int(1), ["odd": .string(odd)])),
                gauge("h", point(.int(1), ["a": .string(long), "b": .string(long + "y")])),
                gauge("i", point(.int(1), ["c": .string("plain")]))))
        let text = String(decoding: page.bytes(as: PageFormat(.protobuf)), as: UTF8.self)
        #expect(text.contains(odd) && text.contains(long + "y") && text.contains("plain"))
    }

    private func odd() throws -> TestPage {
        let page = TestPage(counting: plain)
        try page.push(
            request(
                metrics: gauge("g", description: "\"a\"", point(.int(1), ["odd": .string("a\"b\\c\nd\u{1}\u{7f}ü")])),
                histogram("h", unit: "s", histogramPoint(bounds: [1], counts: [1, 2], sum: 7, start: Self.start))))
        return page
    }

    @Test func `protobuf as text has a line for each field, and nothing in a value ends it`() throws {
        #expect(
            try odd().text(as: PageFormat(.protobufText)) == #"""
                name: "g"
                help: "\"a\""
                type: GAUGE
                metric: {
                  label: {
                    name: "odd"
                    value: "a\"b\\c\nd\001\177ü"
                  }
                  gauge: {
                    value: 1
                  }
                }

                name: "h_seconds"
                help: ""
                type: HISTOGRAM
                unit: "seconds"
                metric: {
                  histogram: {
                    sample_count: 3
                    sample_sum: 7
                    bucket: {
                      cumulative_count: 1
                      upper_bound: 1
                    }
                    created_timestamp: {
                      seconds: 1760000000
                      nanos: 250000000
                    }
                  }
                }


                """#)
    }

    @Test func `protobuf as compact text has a line for each family`() throws {
        let lines = try odd().text(as: PageFormat(.protobufCompactText)).split(separator: "\n")
        #expect(
            lines == [
                #"name:"g" help:"\"a\"" type:GAUGE metric:{label:{name:"odd" value:"a\"b\\c\nd\001\177ü"} gauge:{value:1}}"#,
                #"name:"h_seconds" help:"" type:HISTOGRAM unit:"seconds" metric:{histogram:{sample_count:3 sample_sum:7 "#
                    + "bucket:{cumulative_count:1 upper_bound:1} "
                    + "created_timestamp:{seconds:1760000000 nanos:250000000}}}",
            ])
    }

    @Test(arguments: [PageFormat.Syntax.protobufText, .protobufCompactText])
    func `protobuf as text is the same in pieces`(syntax: PageFormat.Syntax) throws {
        let page = try odd()
        #expect(page.bytes(as: PageFormat(syntax)) == page.bytes(as: PageFormat(syntax), size: 1))
    }

    /// Prometheus would refuse the whole page.
    @Test(arguments: [(5 as UInt64, 0 as Int32), (3, -5), (.max, 0)])
    func `a histogram that can't be a native one has bounds only`(count: UInt64, scale: Int32) throws {
        let options = PageOptions(showsScope: false, exponentialBuckets: .native)
        let page = TestPage(counting: options)
        let buckets = ExponentialBuckets(scale: scale, positive: ExponentialBucketCounts(offset: 0, counts: [1, 2]))
        try page.push(request(metrics: exponentialHistogram("x", exponentialPoint(buckets, sum: 3, count: count))))
        // The tag of `schema`.
        #expect(!page.bytes(as: PageFormat(.protobuf)).contains(5 << 3))
    }
}
