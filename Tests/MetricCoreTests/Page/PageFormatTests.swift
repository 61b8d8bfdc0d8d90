import MetricCore
import TestMetrics
import TestRequests
import Testing

struct PageFormatTests {
    private static let start: UInt64 = 1_760_000_000_250_000_000

    private func page(
        _ request: [UInt8], as format: PageFormat = PageFormat(.openMetrics), _ options: PageOptions = plain
    ) throws -> String {
        let page = TestPage(counting: options)
        try page.push(request)
        return page.text(as: format)
    }

    @Test func `OpenMetrics has units, times of creation, and an end`() throws {
        let text = try page(
            request(
                metrics: sum("io", unit: "By", description: "Read", point(.int(5), start: Self.start)),
                gauge("open", point(.double(2.5))),
                histogram("took", unit: "s", histogramPoint(bounds: [1], counts: [1, 2], sum: 7, start: Self.start)),
                summary("wait", summaryPoint(count: 1, sum: 2, [(0.5, 2)], start: Self.start))))
        #expect(
            text == """
                # HELP io_bytes Read
                # TYPE io_bytes counter
                # UNIT io_bytes bytes
                io_bytes_total 5.0
                io_bytes_created 1.76000000025e+09
                # HELP open\u{20}
                # TYPE open gauge
                open 2.5
                # HELP took_seconds\u{20}
                # TYPE took_seconds histogram
                # UNIT took_seconds seconds
                took_seconds_bucket{le="1.0"} 1
                took_seconds_bucket{le="+Inf"} 3
                took_seconds_sum 7.0
                took_seconds_count 3
                took_seconds_created 1.76000000025e+09
                # HELP wait\u{20}
                # TYPE wait summary
                wait{quantile="0.5"} 2.0
                wait_sum 2.0
                wait_count 1
                wait_created 1.76000000025e+09
                # EOF

                """)
    }

    @Test func `an empty page has an end all the same`() throws {
        #expect(try page(request()) == "# EOF\n")
        #expect(try page(request(), as: PageFormat()).isEmpty)
        #expect(try page(request(), as: PageFormat(.protobuf)).isEmpty)
    }

    @Test func `a histogram that begins anew with other bounds is created anew`() throws {
        let page = TestPage(counting: plain)
        try page.push(
            request(metrics: histogram("took", histogramPoint(bounds: [1], counts: [1, 2], sum: 7, start: Self.start))))
        let second: UInt64 = 1_000_000_000
        let later = histogramPoint(bounds: [2], counts: [1, 0], sum: 1, start: Self.start + second)
        try page.push(request(metrics: histogram("took", later)))
        #expect(page.text(as: PageFormat(.openMetrics)).contains("took_created 1.76000000125e+09\n"))
    }

    @Test func `OpenMetrics shows a counter under its whole name where the short one is taken`() throws {
        let text = try page(request(metrics: gauge("x", point(.int(1))), sum("x", point(.int(2)))))
        #expect(
            text == """
                # HELP x\u{20}
                # TYPE x gauge
                x 1.0
                # HELP x_total\u{20}
                # TYPE x_total unknown
                x_total 2.0
                # EOF

                """)
    }

    @Test func `what would be a line of another family is left out`() throws {
        let clashing = request(
            metrics: histogram("x", histogramPoint(bounds: [], counts: [1], sum: 1)), gauge("x.count", point(.int(1))),
            gauge("x.created", point(.int(1))))
        #expect(try page(clashing, as: PageFormat()).contains("x_created 1"))
        #expect(try !page(clashing, as: PageFormat()).contains("TYPE x_count"))
        #expect(try !page(clashing).contains("TYPE x_created"))
    }

    @Test func `OpenMetrics has no sum of what may be negative`() throws {
        let text = try page(
            request(metrics: histogram("x", histogramPoint(bounds: [-1, 1], counts: [1, 1, 1], sum: -3))))
        #expect(text.contains("x_bucket{le=\"-1.0\"} 1\n") && !text.contains("x_sum") && !text.contains("x_count"))
    }

    // MARK: - Names

    private static let unescaped = PageOptions(strategy: .noTranslation, showsScope: false)

    @Test func `families that have one name where it is escaped are one there`() throws {
        let requests = request(
            metrics: gauge("a.b", point(.int(1), ["k": "1"])), gauge("a_b", point(.int(2), ["k": "0"])),
            gauge("a/b", point(.int(3), ["k": "1"])), sum("a-b", point(.int(4))))
        #expect(
            try page(requests, as: PageFormat(), Self.unescaped) == """
                # HELP a_b\u{20}
                # TYPE a_b gauge
                a_b{k="0"} 2
                a_b{k="1"} 1

                """)
        let whole = try page(requests, as: PageFormat(.text1, escaping: .none), Self.unescaped)
        #expect(whole.contains(#"{"a.b",k="1"} 1"#) && whole.contains(#"a_b{k="0"} 2"#))
        #expect(whole.contains(#"{"a/b",k="1"} 3"#) && whole.contains(#"{"a-b"} 4"#))
    }

    @Test(arguments: [
        ("airflow.ti", "airflow", "airflow.ti"), ("airflow-ti", "airflow", "airflow-ti"),
        ("ti", "airflow", "airflow_ti"), ("airflows", "airflow", "airflow_airflows"),
    ])
    func `names that stay have a namespace once`(name: String, namespace: String, expected: String) throws {
        let result = try MetricName(
            name, unit: "", kind: .gauge, namespace: namespace, repeatsNamespace: false, strategy: .noTranslation)
        #expect(result.text == expected)
    }

    @Test func `a part of the page is told by a family's name`() throws {
        let page = TestPage(counting: plain)
        try page.push(
            request(metrics: sum("a", point(.int(1))), gauge("b", point(.int(2))), gauge("c", point(.int(3)))))
        #expect(
            page.text(names: ["a_total", "c"]).split(separator: "\n").filter { !$0.hasPrefix("#") } == [
                "a_total 1", "c 3",
            ])
        #expect(page.text(as: PageFormat(.openMetrics), names: ["a"]).contains("a_total 1.0"))
        #expect(page.text(names: [""]).isEmpty)
    }

    // MARK: - Exemplars

    private static let trace = [UInt8](1...16)
    private static let span = [UInt8](1...8)

    @Test func `an exemplar has the span first, and as many attributes as fit`() throws {
        let text = try page(
            request(
                metrics: sum(
                    "x",
                    point(
                        .int(1),
                        exemplars: [
                            exemplar(0.5),
                            exemplar(
                                2, trace: Self.trace, span: Self.span, time: Self.start,
                                ["long": .string(String(repeating: "l", count: 70)), "task.id": "extract"]),
                        ]))))
        #expect(
            text.contains(
                """
                x_total 1.0 # {trace_id="0102030405060708090a0b0c0d0e0f10",span_id="0102030405060708",task_id="extract"} \
                2.0 1.76000000025e+09
                """))
        // Text has no place for them.
        #expect(try page(request(metrics: sum("x", point(.int(1)))), as: PageFormat()).contains("x_total 1\n"))
    }

    @Test func `each bucket shows the last exemplar in it`() throws {
        let text = try page(
            request(
                metrics: histogram(
                    "x",
                    histogramPoint(
                        bounds: [1, 2], counts: [2, 0, 1], sum: 5,
                        exemplars: [
                            exemplar(0.1, span: Self.span), exemplar(1, span: Self.span), exemplar(9, span: Self.span),
                        ]))))
        #expect(text.contains(#"x_bucket{le="1.0"} 2 # {span_id="0102030405060708"} 1.0"#))
        #expect(text.contains("x_bucket{le=\"2.0\"} 2\n"))
        #expect(text.contains(#"x_bucket{le="+Inf"} 3 # {span_id="0102030405060708"} 9.0"#))
    }

    @Test func `a point without exemplars leaves those of the one before, of which only so many bytes are kept`() throws
    {
        let page = TestPage(counting: plain)
        let many = (0..<1000).map { exemplar(Double($0), span: Self.span) }
        try page.push(
            request(
                metrics: histogram("x", histogramPoint(bounds: [1], counts: [1, 0], start: 9, exemplars: many))))
        try page.push(request(metrics: histogram("x", histogramPoint(bounds: [1], counts: [2, 0], start: 9, time: 1))))
        let text = page.text(as: PageFormat(.openMetrics))
        #expect(text.contains(#"le="1.0"} 2 # {span_id="0102030405060708"} 1.0"#))
        #expect(!text.contains("999.0"))
    }
}
