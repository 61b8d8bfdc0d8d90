import MetricCore
import TestMetrics
import TestRequests
import Testing

/// Options that leave `otel_scope_...` labels out, which most tests aren't about.
let plain = PageOptions(showsScope: false)

struct PageContentTests {
    @Test func `leaves out what a resource with too much to its labels sends`() throws {
        let page = TestPage(plain)
        let long = String(repeating: "x", count: 20_000)
        try page.push(request(["service.name": .string(long)], metrics: gauge("m", point(.int(1)))))
        #expect(page.text.isEmpty)
        #expect(page.errors == [.resourceTooLong(metric: "m", bytes: 20_000)])
        try page.push(request(["service.name": "s", "note": .string(long)], metrics: gauge("m", point(.int(1)))))
        #expect(page.text.contains("m{job=\"s\"} 1"))
    }

    @Test func `writes a histogram with many bounds in pieces`() throws {
        let page = TestPage(plain)
        let bounds = (0..<1000).map(Double.init)
        try page.push(
            request(metrics: histogram("h", histogramPoint(bounds: bounds, counts: .init(repeating: 1, count: 1001)))))
        var snapshot = page.snapshot()
        snapshot.sort()
        var text = snapshot.writer()
        var whole = ""
        var isUnfinished = true
        while isUnfinished {
            var piece = TextBuffer()
            isUnfinished = text.write(to: &piece, size: 100)
            #expect(piece.count < 200)
            whole += piece.text
        }
        #expect(whole == page.text)
        #expect(whole.split(separator: "\n").count == 2 + 1003)
    }

    @Test(.timeLimit(.minutes(1))) func `writes quantiles once each, however many were sent`() throws {
        let page = TestPage(plain)
        let quantiles = (0..<50_000).map { (Double($0 % 2) / 2, Double($0)) } + (0..<50_000).map { (.nan, Double($0)) }
        try page.push(request(metrics: summary("s", summaryPoint(count: 1, sum: 2, quantiles))))
        #expect(
            page.text.hasSuffix(
                """
                s{quantile="0"} 49998
                s{quantile="0.5"} 49999
                s_sum 2
                s_count 1

                """))
    }

    @Test func `writes every type`() throws {
        let page = TestPage(plain)
        try page.push(
            request(
                metrics: gauge("queued", description: "Tasks that wait", point(.int(3), ["pool": "default"])),
                sum("failures", unit: "1", point(.double(1.5))),
                sum("running", isMonotonic: false, point(.int(-2))),
                histogram(
                    "delay", unit: "s", description: "In\nlines \\",
                    histogramPoint(bounds: [0.1, 5], counts: [1, 2, 3], sum: 40)),
                summary("age", summaryPoint(count: 4, sum: 10, [(0.9, 3), (0.5, 2)]))))
        #expect(
            page.text == """
                # HELP age\u{20}
                # TYPE age summary
                age{quantile="0.5"} 2
                age{quantile="0.9"} 3
                age_sum 10
                age_count 4
                # HELP delay_seconds In\\nlines \\\\
                # TYPE delay_seconds histogram
                delay_seconds_bucket{le="0.1"} 1
                delay_seconds_bucket{le="5"} 3
                delay_seconds_bucket{le="+Inf"} 6
                delay_seconds_sum 40
                delay_seconds_count 6
                # HELP failures_total\u{20}
                # TYPE failures_total counter
                failures_total 1.5
                # HELP queued Tasks that wait
                # TYPE queued gauge
                queued{pool="default"} 3
                # HELP running\u{20}
                # TYPE running gauge
                running -2

                """)
    }

    @Test func `shows exponential histograms with all bounds of their unit`() throws {
        let page = TestPage(plain)
        let buckets = ExponentialBuckets(positive: ExponentialBucketCounts(offset: 1, counts: [2, 1]))
        try page.push(request(metrics: exponentialHistogram("took", unit: "s", exponentialPoint(buckets, sum: 13))))
        #expect(page.samples.count == 29 + 3)
        for line in [#"{le="0"} 0"#, #"{le="2"} 0"#, #"{le="4"} 2"#, #"{le="8"} 3"#, #"{le="131072"} 3"#] {
            #expect(page.samples.contains("took_seconds_bucket" + line))
        }
        #expect(
            page.samples.suffix(3) == [
                #"took_seconds_bucket{le="+Inf"} 3"#, "took_seconds_sum 13", "took_seconds_count 3",
            ])
    }

    @Test func `is empty without series`() throws {
        let page = TestPage()
        #expect(page.text.isEmpty)
        try page.push(request(metrics: gauge("no_points")))
        try page.push(request())
        #expect(page.text.isEmpty)
    }

    @Test func `orders series by the number of labels, then by their values`() throws {
        let page = TestPage(plain)
        try page.push(
            request(
                metrics: gauge(
                    "g", point(.int(1), ["b": "z", "c": "a"]), point(.int(2), ["a": "z"]), point(.int(3), ["b": "a"]),
                    point(.int(4)), point(.int(5), ["a": "z", "b": "b"]), point(.int(6), ["b": "z"]),
                    point(.int(7), ["b": "é"]), point(.int(8), ["b": ""]))))
        #expect(
            page.samples == [
                "g 4", "g{b=\"\"} 8", "g{b=\"a\"} 3", "g{a=\"z\"} 2", "g{b=\"z\"} 6", "g{b=\"é\"} 7",
                "g{b=\"z\",c=\"a\"} 1", "g{a=\"z\",b=\"b\"} 5",
            ])
    }

    @Test func `says which scope a series is of`() throws {
        let points = gauge("g", point(.int(1), ["a": "b"]))
        let content = request(
            resource([:], scope("airflow", version: "2", schemaURL: "u", attributes: ["x.y": 1, "name": "no"], points)))
        let page = TestPage()
        try page.push(content)
        #expect(
            page.samples == [
                "g{a=\"b\",otel_scope_name=\"airflow\",otel_scope_schema_url=\"u\",otel_scope_version=\"2\","
                    + "otel_scope_x_y=\"1\"} 1"
            ])
        let without = TestPage(plain)
        try without.push(content)
        #expect(without.samples == ["g{a=\"b\"} 1"])
    }

    @Test func `shows the labels and the prefix of the configuration`() throws {
        let page = TestPage(
            PageOptions(
                namespace: "air", constantLabels: [(try LabelName(constant: "zone"), "\"eu\"")], showsScope: false))
        try page.push(
            request(
                ["service.name": "s", "service.instance.id": "1"], metrics: gauge("g", point(.int(1), ["zone": "a"]))))
        #expect(
            page.samples == [
                #"air_g{instance="1",job="s",zone="a;\"eu\""} 1"#, #"air_target_info{instance="1",job="s"} 1"#,
            ])
    }

    @Test(arguments: [
        (true, "# TYPE d_milliseconds_total counter\nd_milliseconds_total 1 1760000000123\n"),
        (false, "# TYPE d_milliseconds_total counter\nd_milliseconds_total 1\n"),
    ])
    func `shows the times of the points if it is asked to`(showsTimes: Bool, expected: String) throws {
        let page = TestPage(PageOptions(showsTimes: showsTimes, showsScope: false))
        try page.push(request(metrics: sum("d", unit: "ms", point(.int(1), time: 1_760_000_000_123_999_999))))
        #expect(page.text == "# HELP d_milliseconds_total \n" + expected)
    }

    @Test func `shows every line of a histogram with its time`() throws {
        let page = TestPage(PageOptions(showsTimes: true, showsScope: false))
        try page.push(
            request(
                ["service.name": "s", "service.instance.id": "1"],
                metrics: histogram("h", histogramPoint(bounds: [1], counts: [1, 0], time: 5_000_000))))
        #expect(
            page.samples == [
                #"h_bucket{instance="1",job="s",le="1"} 1 5"#, #"h_bucket{instance="1",job="s",le="+Inf"} 1 5"#,
                #"h_sum{instance="1",job="s"} 0 5"#, #"h_count{instance="1",job="s"} 1 5"#,
                #"target_info{instance="1",job="s"} 1"#,
            ])
    }

    @Test func `leaves suffixes out if it is asked to`() throws {
        let page = TestPage(PageOptions(strategy: .underscoreEscapingWithoutSuffixes, showsScope: false))
        try page.push(
            request(metrics: sum("a.b", unit: "s", point(.int(1))), gauge("r", unit: "1", point(.double(0.5)))))
        #expect(page.samples == ["a_b 1", "r 0.5"])
    }

    @Test func `shows the resource on its series if it is asked to`() throws {
        let content = request(
            ["service.name": "s", "host.name": "h", "service.instance.id": "1"],
            metrics: gauge("g", point(.int(1), ["host.name": "mine"])))
        let all = TestPage(PageOptions(showsScope: false, resourceLabels: .all(excludingService: false)))
        try all.push(content)
        #expect(
            all.samples.first
                == #"g{host_name="h",instance="1",job="s",service_instance_id="1",service_name="s"} 1"#)
        let some = TestPage(PageOptions(showsScope: false, resourceLabels: .all(excludingService: true)))
        try some.push(content)
        #expect(some.samples.first == #"g{host_name="h",instance="1",job="s"} 1"#)
    }

    @Test func `shows no series with colliding labels if it is asked to`() throws {
        let page = TestPage(PageOptions(showsScope: false, collidingLabels: .refused))
        try page.push(
            request(
                ["service.name": "s"],
                metrics: gauge("g", point(.int(1), ["a.b": "x", "a_b": "y"]), point(.int(2), ["job": "x"])),
                gauge("h", point(.int(3), ["a.b": "x"]))))
        #expect(page.samples == [#"h{a_b="x",job="s"} 3"#])
        #expect(page.errors == [.labelName(metric: "g", .twice), .labelName(metric: "g", .twice)])
    }

    @Test func `shows exponential histograms without buckets if it is asked to`() throws {
        let page = TestPage(PageOptions(showsScope: false, exponentialBuckets: .native))
        try page.push(
            request(
                metrics: exponentialHistogram("h", exponentialPoint(ExponentialBuckets(scale: 0, zeroCount: 2), sum: 3))
            ))
        #expect(page.samples == [#"h_bucket{le="+Inf"} 2"#, "h_sum 3", "h_count 2"])
    }

    @Test func `renames attributes that are called like a line's own label`() throws {
        let page = TestPage(plain)
        try page.push(
            request(
                metrics: histogram("h", histogramPoint(bounds: [], counts: [1], ["le": "x", "quantile": "q"])),
                summary("s", summaryPoint(count: 1, sum: 1, [(0.5, 1)], ["le": "x", "quantile": "q"])),
                gauge("g", point(.int(1), ["le": "x", "quantile": "q"]))))
        #expect(
            page.samples == [
                #"g{le="x",quantile="q"} 1"#, #"h_bucket{exported_le="x",quantile="q",le="+Inf"} 1"#,
                #"h_sum{exported_le="x",quantile="q"} 0"#, #"h_count{exported_le="x",quantile="q"} 1"#,
                #"s{exported_quantile="q",le="x",quantile="0.5"} 1"#,
                #"s_sum{exported_quantile="q",le="x"} 1"#, #"s_count{exported_quantile="q",le="x"} 1"#,
            ])
    }

    @Test func `leaves out a summary with a quantile of its own where colliding labels cost a series`() throws {
        let page = TestPage(PageOptions(showsScope: false, collidingLabels: .refused))
        try page.push(
            request(
                metrics: summary("s", summaryPoint(count: 1, sum: 1, [], ["quantile": "q"])),
                summary("t", summaryPoint(count: 1, sum: 1, [], ["le": "x"]))))
        #expect(page.samples == [#"t_sum{le="x"} 1"#, #"t_count{le="x"} 1"#])
    }

    @Test func `renames constant labels that are called like a line's own label`() throws {
        let page = TestPage(
            PageOptions(constantLabels: [(try LabelName(constant: "le"), "x")], showsScope: false))
        try page.push(request(metrics: histogram("h", histogramPoint(bounds: [], counts: [1]))))
        #expect(page.samples.first == #"h_bucket{exported_le="x",le="+Inf"} 1"#)
    }

    @Test func `joins the values of attributes that become one label`() throws {
        let page = TestPage(plain)
        try page.push(
            request(
                ["service.name": "s"],
                metrics: gauge("g", point(.int(1), ["a.b": "second", "a_b": "third", "a-b": "first", "job": "mine"]))))
        #expect(page.samples == [#"g{a_b="first;second;third",job="mine;s"} 1"#])
    }

    @Test func `shows values of every kind as text`() throws {
        let page = TestPage(plain)
        try page.push(
            request(
                metrics: gauge(
                    "g",
                    point(
                        .double(.infinity),
                        [
                            "a": .bool(true), "b": 7, "c": .double(0.5), "d": .bytes([1, 2]), "e": .empty,
                            "f": .array(["x", 1]), "g": .map([Attribute(key: "k", value: "v")]), "h": "\\\n\"",
                        ]))))
        #expect(
            page.samples == [
                #"g{a="true",b="7",c="0.5",d="AQI=",e="",f="[\"x\",1]",g="{\"k\":\"v\"}",h="\\\n\""} +Inf"#
            ])
    }

    @Test(arguments: [1, 50, 100, 1000])
    func `is the same in pieces as in one`(size: Int) throws {
        let page = TestPage(plain)
        for number in 0..<5 {
            try page.push(
                request(
                    metrics: gauge(
                        "gauge_\(number)", point(.int(1)), point(.int(2), ["a": "b"]), point(.int(3), ["a": "c"])),
                    histogram("histogram_\(number)", histogramPoint(bounds: [1, 2], counts: [1, 2, 3]))))
        }
        let whole = page.text
        var snapshot = page.snapshot()
        snapshot.sort()
        #expect(TestPage.text(of: snapshot, size: size) == whole)
    }
}
