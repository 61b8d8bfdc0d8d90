import TestMetrics
import TestRequests
import Testing

@testable import MetricCore

/// What becomes of a page as its series change, meet each other, and go.
struct PageChangesTests {
    private static let expiration: UInt64 = 100

    private func page(_ options: PageOptions = PageOptions(expiration: expiration, showsScope: false)) -> TestPage {
        TestPage(options)
    }

    private func service(_ instance: String, host: AttributeValue = "h") -> Attributes {
        ["service.name": "s", "service.instance.id": .string(instance), "host": host]
    }

    // MARK: Families

    @Test func `the first HELP text stands`() throws {
        let page = page()
        try page.push(request(["service.name": "a"], metrics: gauge("g", description: "first", point(.int(1)))))
        try page.push(request(["service.name": "b"], metrics: gauge("g", description: "second", point(.int(2)))))
        #expect(page.text == "# HELP g first\n# TYPE g gauge\ng{job=\"a\"} 1\ng{job=\"b\"} 2\n")
        #expect(
            page.conflicts == [FamilyConflict(family: "g", existing: "first", other: "second", isAboutType: false)])
    }

    @Test func `the type of the series that came first stands, for as long as it is there`() throws {
        let page = page()
        try page.push(request(metrics: sum("x", isMonotonic: false, point(.int(1)))))
        page.now += 60
        let counter = request(metrics: histogram("x", histogramPoint(bounds: [], counts: [5])))
        try page.push(counter)
        #expect(page.text == "# HELP x \n# TYPE x gauge\nx 1\n")
        #expect(
            page.conflicts == [FamilyConflict(family: "x", existing: "gauge", other: "histogram", isAboutType: true)])
        page.now += 60
        #expect(
            page.text == "# HELP x \n# TYPE x histogram\nx_bucket{le=\"+Inf\"} 5\nx_sum 0\nx_count 5\n")
    }

    @Test func `a series of another type shows when the first has just been ended`() throws {
        let page = page()
        try page.push(request(metrics: gauge("x", point(.int(1)))))
        try page.push(request(metrics: gauge("x", point(.none, flags: noRecordedValue))))
        try page.push(request(metrics: summary("x", summaryPoint(count: 1, sum: 2))))
        #expect(page.text == "# HELP x \n# TYPE x summary\nx_sum 2\nx_count 1\n")
        #expect(page.conflicts.isEmpty)
    }

    @Test func `a series that changes its own type keeps its family`() throws {
        let page = page()
        try page.push(request(metrics: sum("x.total", point(.int(1)))))
        try page.push(request(metrics: sum("x.total", isMonotonic: false, point(.int(2)))))
        #expect(page.text == "# HELP x_total \n# TYPE x_total gauge\nx_total 2\n")
        #expect(page.conflicts.isEmpty)
    }

    @Test func `of equal labels one line is shown`() throws {
        let page = page()
        try page.push(request(metrics: gauge("a.b", point(.int(1)))))
        page.now += 60
        try page.push(request(metrics: gauge("a_b", point(.int(2)))))
        #expect(page.samples == ["a_b 1"])
        page.now += 60
        #expect(page.samples == ["a_b 2"])
    }

    @Test(arguments: ["_bucket", "_sum", "_count"])
    func `of a histogram and a metric named like one of its lines the first is shown`(suffix: String) throws {
        let wide = request(metrics: histogram("x", histogramPoint(bounds: [], counts: [1])))
        let narrow = request(metrics: gauge("x" + suffix, point(.int(7))))
        let first = page()
        try first.push(wide)
        try first.push(narrow)
        #expect(first.samples == [#"x_bucket{le="+Inf"} 1"#, "x_sum 0", "x_count 1"])
        let second = page()
        try second.push(narrow)
        try second.push(wide)
        #expect(second.samples == ["x\(suffix) 7"])
    }

    // MARK: Series

    @Test func `a new unit replaces the name`() throws {
        let page = page()
        try page.push(request(metrics: gauge("g", unit: "s", point(.int(1), time: 10))))
        try page.push(request(metrics: gauge("g", unit: "ms", point(.int(2), time: 20))))
        #expect(page.samples == ["g_milliseconds 2"])
        try page.push(request(metrics: gauge("g", unit: "s", point(.int(3), time: 15))))
        #expect(page.samples == ["g_milliseconds 2"])
        try page.push(request(metrics: gauge("g", unit: "s", point(.int(4), time: 30))))
        #expect(page.samples == ["g_seconds 4"])
    }

    @Test func `resources that differ only in what isn't shown share a series`() throws {
        let page = page()
        try page.push(request(["service.name": "s", "host": "a"], metrics: gauge("g", point(.int(1), time: 1))))
        try page.push(request(["service.name": "s", "host": "b"], metrics: gauge("g", point(.int(2), time: 2))))
        #expect(page.samples == [#"g{job="s"} 2"#])
    }

    @Test func `a series that is known needn't be translated again`() throws {
        let page = page()
        for _ in 0..<3 {
            try page.push(request(service("1"), metrics: gauge("g", point(.int(1)), point(.int(1), ["": "x"]))))
        }
        #expect(page.translationCount == 2)
        // An older point of another host isn't taken, but who sent it is known from then on.
        for time in [UInt64](repeating: 0, count: 3) {
            try page.push(request(["host": "a"], metrics: gauge("old", point(.int(1), time: 5))))
            try page.push(request(["host": "b"], metrics: gauge("old", point(.int(2), time: time))))
        }
        #expect(page.translationCount == 4)
    }

    @Test func `points without a value end their series`() throws {
        let page = page()
        try page.push(request(service("1"), metrics: gauge("g", point(.int(1), ["a": 1]), point(.int(2), ["a": 2]))))
        try page.push(request(service("1"), metrics: gauge("g", point(.none, ["a": 1], flags: noRecordedValue))))
        #expect(
            page.samples == [
                #"g{a="2",instance="1",job="s"} 2"#, #"target_info{host="h",instance="1",job="s"} 1"#,
            ])
        try page.push(request(service("1"), metrics: gauge("g", point(.none, ["a": 2], flags: noRecordedValue))))
        #expect(page.text.isEmpty)
        // The end of what never was is nothing, and a series may begin again.
        try page.push(request(metrics: gauge("h", point(.none, flags: noRecordedValue))))
        #expect(page.text.isEmpty)
        try page.push(request(metrics: gauge("h", point(.int(3)))))
        #expect(page.samples == ["h 3"])
    }

    @Test func `series that can't be shown leave the others alone`() throws {
        let page = page()
        try page.push(
            request(
                metrics: gauge("g", point(.int(1), ["": "x"]), point(.int(2))), gauge("", point(.int(1))),
                sum("s", temporality: .delta, isMonotonic: false, point(.int(1))),
                sum("t", temporality: .unspecified, point(.int(1))), gauge("___x", point(.int(3)))))
        #expect(page.samples == ["g 2", "x 3"])
        #expect(
            page.errors == [
                .labelName(metric: "g", .empty), .metricName(.empty(metric: "")), .temporality(metric: "s"),
                .temporality(metric: "t"),
            ])
    }

    @Test func `series of short-lived writers that can't be shown leave nothing behind`() throws {
        let page = page()
        // Were each remembered, every later sweep would have to look at all of them.
        for number in 0..<3000 { try page.push(request(service("\(number)"), metrics: gauge("", point(.int(1))))) }
        try page.push(request(service("0"), metrics: gauge("", point(.int(1)))))
        #expect(page.translationCount == 3001)
    }

    // MARK: Time

    @Test func `each series goes when nothing has come for it for too long`() throws {
        let page = page()
        try page.push(request(metrics: gauge("g", point(.int(1), ["a": 1]), point(.int(2), ["a": 2]))))
        page.now += 60
        try page.push(request(metrics: gauge("g", point(.int(3), ["a": 1]))))
        page.now += 40
        #expect(page.samples == [#"g{a="1"} 3"#, #"g{a="2"} 2"#])
        page.now += 1
        #expect(page.samples == [#"g{a="1"} 3"#])
        page.now += 60
        #expect(page.text.isEmpty)
    }

    @Test func `points that are too old to be taken keep no series alive`() throws {
        let page = page()
        try page.push(request(metrics: gauge("g", point(.int(1), time: 10))))
        page.now += 60
        try page.push(request(metrics: gauge("g", point(.int(2), time: 9))))
        page.now += 60
        #expect(page.text.isEmpty)
    }

    @Test func `a series that comes again begins anew`() throws {
        let page = page()
        let delta = request(metrics: sum("s", temporality: .delta, point(.int(5), start: 0, time: 1)))
        let next = request(metrics: sum("s", temporality: .delta, point(.int(5), start: 1, time: 2)))
        try page.push(delta)
        try page.push(next)
        #expect(page.samples == ["s_total 10"])
        page.now += 101
        page.expire()
        try page.push(next)
        #expect(page.samples == ["s_total 5"])
    }

    @Test func `what many series have left is used by others`() throws {
        let page = page()
        for round in 0..<5 {
            for number in 0..<200 {
                try page.push(
                    request(service("\(round)-\(number)"), metrics: gauge("g\(number)", point(.int(Int64(round))))))
            }
            #expect(page.samples.count == 400)
            page.now += 101
            #expect(page.text.isEmpty)
        }
    }

    @Test func `many series that go at once leave room, and come again`() throws {
        let page = page()
        func push(_ range: Range<Int>) throws {
            let points = range.map { point(.int(Int64($0)), ["n": .int(Int64($0))]) }
            try page.push(request(metrics: gauge("g", points)))
        }
        for round in 0..<3 {
            try push(0..<5000)
            #expect(page.samples.count == 5000)
            page.now += 60
            // Some in the middle stay.
            try push(1000 * round..<1000 * round + 7)
            page.now += 60
            #expect(page.samples.count == 7)
            try push(1000..<3000)
            #expect(page.samples.count == 2000 + (round == 0 ? 7 : 0))
            page.now += 101
            #expect(page.text.isEmpty)
        }
    }

    // MARK: target_info

    @Test func `describes each instance of a job once, as it was last described`() throws {
        let page = page()
        try page.push(request(service("1", host: "a"), metrics: gauge("g", point(.int(1)))))
        try page.push(request(service("2", host: "b"), metrics: gauge("g", point(.int(1)))))
        try page.push(request(service("1", host: "c"), metrics: gauge("h", point(.int(1)))))
        #expect(
            page.text.hasSuffix(
                """
                # HELP target_info Target metadata
                # TYPE target_info gauge
                target_info{host="b",instance="2",job="s"} 1
                target_info{host="c",instance="1",job="s"} 1

                """))
    }

    @Test(arguments: [(false, "", 2), (true, "", 1), (true, "Target metadata", 2)])
    func `otelcol's page has no target_info of a sender's but one that says the same`(
        isTerse: Bool, description: String, count: Int
    ) throws {
        let page = TestPage(PageOptions(showsScope: false, isTerse: isTerse))
        let metric = gauge("target_info", description: description, point(.int(1), ["x": "y"]))
        try page.push(request(service("1"), metrics: gauge("g", point(.int(1))), metric))
        #expect(page.samples.count { $0.hasPrefix("target_info") } == count)
        // Without an instance there is none of the page's own.
        let other = TestPage(PageOptions(showsScope: false, isTerse: isTerse))
        try other.push(request(metrics: metric))
        #expect(other.samples == [#"target_info{x="y"} 1"#])
    }

    @Test func `a description goes with its last series`() throws {
        let page = page()
        try page.push(request(service("1"), metrics: gauge("g", point(.int(1)))))
        page.now += 60
        try page.push(request(service("1"), metrics: gauge("h", point(.int(1)))))
        page.now += 60
        #expect(page.samples.count == 2)
        page.now += 60
        #expect(page.text.isEmpty)
    }

    @Test(
        arguments: [
            ["host": "h"], ["service.name": "s", "host": "h"], ["service.instance.id": "1", "host": "h"],
            ["service.name": "", "service.instance.id": "1"],
            ["service.name": "s", "service.instance.id": "1", "": "bad"],
        ] as [Attributes])
    func `describes nothing without a job and an instance, or that can't be labels`(attributes: Attributes) throws {
        let page = page()
        try page.push(request(attributes, metrics: gauge("g", point(.int(1)))))
        #expect(page.samples.count == 1)
    }
}
