import TestMetrics
import TestRequests
import Testing

@testable import MetricCore

/// What becomes of series for which there is no room, and of those that have left the page.
struct PageRoomTests {
    /// A counter's request: a stream is told from others by its start.
    private func counter(
        _ label: Int64, stream: UInt64, _ value: Int64, name: String = "x", host: String = "h"
    ) -> [UInt8] {
        request(["host": .string(host)], metrics: sum(name, point(.int(value), ["l": .int(label)], start: stream)))
    }

    /// Series leave after 100 ns, streams are finished after 1,000 and forgotten after 10,000.
    private func page(seriesLimit: Int = 1000, perMetric: Int = 1000) -> TestPage {
        let counting = CountingOptions(
            streamTimeout: 1000, streamMemory: 10_000, totalRetention: 100_000, seriesLimit: seriesLimit,
            seriesLimitPerMetric: perMetric)
        return TestPage(counting: PageOptions(expiration: 100, showsScope: false, counting: counting))
    }

    @Test func `an overflow series that has left comes back with a stream of a series that has room by now`() throws {
        let page = page(perMetric: 1)
        try page.push(counter(1, stream: 1, 10))
        try page.push(counter(2, stream: 1, 1))
        page.now += 200
        #expect(page.samples.isEmpty)
        try page.push(counter(2, stream: 2, 7))
        #expect(page.samples == [#"x_total{l="2"} 7"#])
        try page.push(counter(2, stream: 1, 5))
        #expect(page.samples == [#"x_total{l="2"} 7"#, #"x_total{otel_metric_overflow="true"} 5"#])
    }

    @Test func `a series that has left comes back although its overflow series came back first`() throws {
        let page = page(perMetric: 1)
        try page.push(counter(1, stream: 1, 10))
        try page.push(counter(2, stream: 1, 1))
        page.now += 200
        page.expire()
        try page.push(counter(2, stream: 2, 7))
        page.now += 200
        #expect(page.samples.isEmpty)
        try page.push(counter(2, stream: 1, 5))
        try page.push(counter(2, stream: 3, 3))
        #expect(page.samples == [#"x_total{l="2"} 10"#, #"x_total{otel_metric_overflow="true"} 5"#])
    }

    @Test func `a series without room is translated again only when there may be some`() throws {
        let page = page(perMetric: 1)
        try page.push(counter(1, stream: 1, 10))
        for _ in 0..<3 { try page.push(counter(2, stream: 1, 1)) }
        #expect(page.translationCount == 2)
        // Rooms are looked for anew now and then.
        page.expire()
        for value in 2...4 as ClosedRange<Int64> { try page.push(counter(2, stream: 1, value)) }
        #expect(page.translationCount == 3)
        #expect(page.samples.last == #"x_total{otel_metric_overflow="true"} 4"#)
    }

    @Test func `nothing leads to an overflow series whose memory was given back`() throws {
        let page = page(seriesLimit: 10_000, perMetric: 2000)
        for label in 0...2000 { try page.push(counter(Int64(label), stream: 1, 1)) }
        // The first series goes on, the others leave; the last of them is the overflow series.
        for silence in [200, 200_000] as [UInt64] {
            page.now += silence
            try page.push(counter(0, stream: silence, 1))
            page.expire()
            try page.push(counter(0, stream: silence, 1, host: "other"))
        }
        try page.push(counter(0, stream: 200_000, 2, host: "other"))
        #expect(page.samples == [#"x_total{l="0"} 6"#])
    }

    @Test func `there is room again when a total isn't needed any more`() throws {
        let page = page(seriesLimit: 1)
        try page.push(counter(1, stream: 1, 1))
        try page.push(counter(1, stream: 1, 1, name: "y"))
        #expect(page.refusals == [.tooManySeries])
        page.now += 20_000
        page.expire()
        try page.push(counter(1, stream: 1, 1, name: "y"))
        #expect(page.samples == [#"y_total{l="1"} 1"#])
    }

    @Test func `a scraper that was away sees no value below the one that it has seen`() throws {
        let page = page()
        try page.push(counter(1, stream: 1, 5))
        let seen = page.scrape(lastSeen: nil).version
        page.now += 200
        page.expire()
        try page.push(counter(1, stream: 1, 6))
        // All others have been shown the value by now.
        page.expire(shown: ShownPages(version: .max, time: page.now))
        let (text, version) = page.scrape(lastSeen: seen)
        #expect(text.contains("x_total{l=\"1\"} 5\n"))
        #expect(page.scrape(lastSeen: version).text.contains("x_total{l=\"1\"} 6\n"))
    }

    @Test func `a value that came with a scrape but too late for it is shown before its series leaves`() throws {
        let page = page()
        try page.push(counter(1, stream: 1, 5))
        let first = page.scrape(lastSeen: nil)
        let second = page.scrape(lastSeen: first.version)
        let shown = ShownPages(version: second.version, time: page.now)
        try page.push(counter(1, stream: 1, 6))
        page.now += 200
        #expect(page.scrape(lastSeen: second.version, shown: shown).text.contains("x_total{l=\"1\"} 6\n"))
    }

    @Test func `streams that are heard again count as live ones`() throws {
        let counting = CountingOptions(streamLimit: 2)
        let page = TestPage(counting: PageOptions(showsScope: false, counting: counting))
        func level(_ stream: UInt64) -> [UInt8] {
            request(metrics: sum("l", isMonotonic: false, point(.int(1), start: stream)))
        }
        for stream in 1...3 as ClosedRange<UInt64> { try page.push(counter(1, stream: stream, 1)) }
        try page.push(level(1))
        #expect(page.samples == ["l 1", #"x_total{l="1"} 3"#])
        // Two of the counter's streams are finished; when they are live again, that of the level isn't.
        try page.push(counter(1, stream: 1, 1))
        try page.push(counter(1, stream: 2, 1))
        #expect(page.samples == ["l 0", #"x_total{l="1"} 3"#])
    }

    @Test func `writers leave nothing behind where the page tells some of them apart`() throws {
        let page = TestPage(
            counting: PageOptions(showsScope: false), writerAttributes: ["service.instance.id", "process.pid"])
        let points = (0..<200).map { point(.int($0), ["l": .int($0)]) }
        for writer in 0..<200 as Range<Int64> {
            try page.push(request(["service.instance.id": .int(writer)], metrics: gauge("g", points)))
        }
        #expect(page.content.entries.count < 40_000)
        #expect(page.samples.count == 200)
    }

    @Test func `a total that a late point changes has another time`() throws {
        let counting = PageOptions(showsTimes: true, showsScope: false)
        let page = TestPage(counting: counting)
        let late = page.clock - 3_000_000_000
        try page.push(request(metrics: sum("x", point(.int(1), start: 1, time: page.clock))))
        page.clock += 1_000_000_000
        try page.push(request(metrics: sum("x", point(.int(1), start: 2, time: late))))
        #expect(page.samples == ["x_total 2 \(page.clock / 1_000_000)"])
    }

    @Test(arguments: [(1024, 1), (1025, 0), (100_000, 0)])
    func `histograms of very many bounds are rejected`(bounds: Int, taken: Int) throws {
        let page = TestPage(counting: PageOptions(showsScope: false))
        let bounds = (0..<bounds).map(Double.init)
        try page.push(request(metrics: histogram("h", histogramPoint(bounds: bounds, counts: [1], start: 1))))
        #expect(page.refusals == (taken == 1 ? [] : [.tooManyBounds]))
        #expect(page.samples.count == (taken == 1 ? bounds.count + 3 : 0))
    }
}
