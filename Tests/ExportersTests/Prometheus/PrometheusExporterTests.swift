import Configuration
import Dispatch
import HTTPServer
import Locking
import Logging
import MetricCore
import Pipeline
import TestClient
import TestRequests
import Testing

@testable import Exporters

struct PrometheusExporterTests {
    private let registry = SeriesRegistry(Registry())
    private let lines = LogLines()

    private func exporter(_ yaml: String = "") throws -> PrometheusExporter {
        let id = ComponentID(type: "prometheus")
        let settings = try ConfigSection.parse(
            yaml: "endpoint: 127.0.0.1:0\n" + yaml, component: id, diagnostics: Diagnostics(), PrometheusSettings.init)
        let context = ComponentContext(.exporter, id, logger: Logger(sinks: [lines]), registry: registry)
        return PrometheusExporter(settings, context)
    }

    private func push(_ bytes: [UInt8], to exporter: PrometheusExporter, through steps: [ProcessorStep] = []) throws {
        let pipeline = MetricsPipeline(steps, exporters: [exporter], registry: registry)
        let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        var batch = Batch()
        try intake.consume(unsafe bytes.span.bytes, &batch)
    }

    private func scrape(_ exporter: PrometheusExporter, _ request: String = "GET /metrics") throws -> Answer {
        let server = try HTTPServer(
            ServerSettings(host: "127.0.0.1", port: 0, threads: 1), exporter.handler)
        defer { server.stop() }
        let client = Client(port: server.port)
        let lines = request.split(separator: "\n")
        let headers = lines.dropFirst().map { "\($0)\r\n" }.joined()
        client.send("\(lines[0]) HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\(headers)\r\n")
        return try #require(client.answer(toHEAD: request.hasPrefix("HEAD")))
    }

    @Test(arguments: ["GET /metrics", "POST /metrics", "GET /metrics?name[]=g"]) func `serves the page`(
        request line: String
    ) throws {
        let exporter = try exporter("without_scope_info: true")
        try push(request(metrics: gauge("g", point(.int(1)))), to: exporter)
        let answer = try scrape(exporter, line)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")
        #expect(answer.text == "# HELP g \n# TYPE g gauge\ng 1\n")
    }

    @Test func `serves a part of the page`() throws {
        let exporter = try exporter("without_scope_info: true")
        try push(request(metrics: gauge("a", point(.int(1))), gauge("b", point(.int(2)))), to: exporter)
        #expect(try scrape(exporter, "GET /metrics?name[]=b").text == "# HELP b \n# TYPE b gauge\nb 2\n")
        #expect(try scrape(exporter, "GET /metrics?name[]=c").text.isEmpty)
    }

    @Test func `says what Airflow's metrics count, unless their sender does`() throws {
        let metrics = [
            gauge("airflow.pool.open_slots", point(.int(1))),
            gauge("airflow.pool.queued_slots", description: "as sent", point(.int(1))),
            gauge("other.pool.open_slots", point(.int(1))),
        ]
        for (yaml, texts) in [
            ("", ["Slots of the pool that are free", "as sent", ""]), ("airflow_help: false", ["", "as sent", ""]),
        ] {
            let exporter = try exporter(yaml)
            for metric in metrics { try push(request(metrics: metric), to: exporter) }
            let names = ["airflow_pool_open_slots", "airflow_pool_queued_slots", "other_pool_open_slots"]
            let help = try scrape(exporter).text.split(separator: "\n").filter { $0.hasPrefix("# HELP") }
            #expect(help.map(String.init) == zip(names, texts).map { "# HELP \($0) \($1)" })
        }
    }

    /// Counters of processes whose starts are unknown, or tell nothing, go by their writers, and so do added gauges.
    @Test func `shows the same total when processors put what several processes send under one resource`() throws {
        let settings = "gauges: {default: sum}"
        let (direct, joined) = (try exporter(settings), try exporter(settings))
        for round in 1...3 as ClosedRange<Int64> {
            let processes = (1...3 as ClosedRange<Int64>).map { process in
                let value = NumberValue.int(round * process)
                let time = UInt64(round) * 1_000_000_000
                return resource(
                    ["service.instance.id": .int(process)],
                    scope(
                        "", sum("unknown", point(value, time: time)),
                        sum("whole", point(value, start: 1_000_000, time: time)),
                        sum("own", point(value, start: UInt64(process), time: time)), gauge("g", point(value))))
            }
            let content = request(processes[0], processes[1], processes[2])
            try push(content, to: direct)
            try push(content, to: joined, through: [.metrics(Joining())])
            let page = try scrape(joined).text
            #expect(page.contains("own_total{") && page.contains("} \(6 * round)\n"))
            #expect(try scrape(direct).text == page)
        }
    }

    @Test func `serves an empty page`() throws {
        let answer = try scrape(try exporter())
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
    }

    @Test func `compresses the page if the scraper likes it`() throws {
        let exporter = try exporter()
        try push(request(metrics: gauge("g", point(.int(1)))), to: exporter)
        let answer = try scrape(exporter, "GET /metrics\nAccept-Encoding: gzip")
        #expect(answer.headers["content-encoding"] == "gzip")
        #expect(answer.body.starts(with: [0x1f, 0x8b]))
    }

    @Test(arguments: ["gzip", "zstd"]) func `tells who asks for the head alone what the page would be`(
        coding: String
    ) throws {
        let exporter = try exporter()
        try push(request(metrics: gauge("g", point(.int(1)))), to: exporter)
        let fields = "Accept: text/plain;escaping=dots\nAccept-Encoding: \(coding)"
        let head = try scrape(exporter, "HEAD /metrics\n\(fields)")
        #expect(head.status == 200)
        #expect(head.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8; escaping=dots")
        #expect(head.headers["content-encoding"] == coding)
    }

    @Test func `shows the way to the metrics`() throws {
        let exporter = try exporter()
        let answer = try scrape(exporter, "GET /")
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
        #expect(answer.text.contains("<a href=\"metrics\">"))
        let head = try scrape(exporter, "HEAD /?x")
        #expect(head.status == 200)
        #expect(head.headers["content-length"] == "\(answer.body.count)")
    }

    @Test(arguments: ["GET /metrics/", "GET /metric", "GET /METRICS", "GET //", "GET /index.html", "POST /"])
    func `serves nothing else`(line: String) throws {
        let answer = try scrape(try exporter(), line)
        #expect(answer.status == 404)
        #expect(answer.text == "404 page not found\n")
    }

    @Test func `a page of many pieces is whole`() throws {
        let exporter = try exporter("without_scope_info: true")
        for metric in 0..<40 {
            for number in 0..<40 {
                let labels: Attributes = ["label": .string(String(repeating: "x", count: 100) + "\(100 + number)")]
                try push(request(metrics: gauge("metric_\(100 + metric)", point(.int(1), labels))), to: exporter)
            }
        }
        let text = try scrape(exporter).text
        #expect(text.utf8.count > 3 * 64 << 10)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }.count == 40)
        let samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(samples.count == 1600)
        #expect(samples == samples.sorted())
    }

    @Test(.timeLimit(.minutes(1))) func `many attributes of a resource are read once, not for each of its points`()
        throws
    {
        let exporter = try exporter()
        let attributes = (0..<500).map { ("key-\($0)", AttributeValue.string(String(repeating: "x", count: 100))) }
        let points = (0..<5_000).map { point(.int(1), ["n": .int($0)]) }
        let content = request(
            Message { resource in
                resource.message(1) {
                    for (key, value) in attributes + [("service.name", "s"), ("service.instance.id", "1")] {
                        $0.attributes(1, [key: value])
                    }
                }
                resource.message(2, scope("", gauge("g", points)))
            })
        try push(content, to: exporter)
        #expect(try scrape(exporter).text.split(separator: "\n").filter { $0.hasPrefix("g{") }.count == 5_000)
    }

    @Test(.timeLimit(.minutes(1))) func `a series may have very many labels`() throws {
        let exporter = try exporter()
        let content = Message { point in
            point.fixed(6, 1)
            for number in 0..<3_000 { point.attributes(7, ["key.\(number * 7919 % 3_000)": 1]) }
        }
        try push(request(metrics: gauge("g", content)), to: exporter)
        #expect(try scrape(exporter).text.contains("key_2999=\"1\""))
    }

    @Test func `says once what it can't show`() throws {
        let exporter = try exporter()
        for value in 0..<3 {
            try push(
                request(
                    metrics: sum("bad", temporality: .unspecified, point(.int(Int64(value)))),
                    gauge("x", description: "first", point(.int(1))),
                    histogram("x", histogramPoint(bounds: [], counts: [1])),
                    gauge("x", description: "second", point(.int(1), ["a": .int(Int64(value))]))), to: exporter)
        }
        let lines = lines.all
        #expect(lines.filter { $0.contains("failed to convert metric bad") }.count == 1)
        #expect(lines.filter { $0.contains("instrument type conflict") }.count == 1)
        #expect(lines.filter { $0.contains("Data points not kept: the page can't show the series") }.count == 1)
        #expect(lines.count <= 4)
    }

    @Test func `tells once of a metric that can't stand beside another`() throws {
        let exporter = try exporter("without_scope_info: true")
        let clashing = [
            histogram("x", histogramPoint(bounds: [], counts: [1], sum: 1)), gauge("x.count", point(.int(1))),
        ]
        try push(request(metrics: clashing[0], clashing[1]), to: exporter)
        for _ in 0..<2 { #expect(try !scrape(exporter, "GET /metrics").text.contains("TYPE x_count")) }
        #expect(lines.all.filter { $0.contains("A metric isn't shown") && $0.contains("\"x_count\"") }.count == 1)
    }

    @Test func `takes requests and scrapes from many threads`() throws {
        let exporter = try exporter("without_scope_info: true\nwriters: separate")
        let content = (0..<8).map { thread in
            request(
                ["service.name": "s", "service.instance.id": .string("\(thread)")],
                metrics: sum("a", point(.int(1))), gauge("b\(thread)", point(.int(1))))
        }
        DispatchQueue.concurrentPerform(iterations: 16) { thread in
            for _ in 0..<100 {
                if thread < 8 {
                    do { try push(content[thread], to: exporter) } catch { Issue.record(error) }
                } else {
                    _ = exporter.page.snapshot()
                }
            }
        }
        let text = try scrape(exporter).text
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("a_total{") }.count == 8)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("target_info{") }.count == 8)
    }

    @Test func `a port in use is told with the place of the setting`() throws {
        let taken = try HTTPServer(
            ServerSettings(host: "127.0.0.1", port: 0, threads: 1), try self.exporter().handler)
        defer { taken.stop() }
        let id = ComponentID(type: "prometheus")
        let settings = try ConfigSection.parse(
            yaml: "namespace: x\nendpoint: 127.0.0.1:\(taken.port)", component: id, diagnostics: Diagnostics(),
            PrometheusSettings.init)
        let exporter = settings.makeExporter(
            ComponentContext(.exporter, id, logger: .none, registry: registry))
        var failure: StartError?
        do { try exporter.start() } catch { failure = error }
        #expect(failure?.location == SourceLocation(source: "test.yaml", line: 2, column: 11))
        #expect(failure?.message.contains("in use") == true)
    }
}

/// Puts all points of equal metrics under the first resource, which loses its attributes.
private final class Joining: MetricsProcessor {
    func process(_ metrics: inout MetricsData) {
        var first = metrics.resources[0]
        first.resource.attributes = []
        for other in metrics.resources.dropFirst() {
            for (index, metric) in other.scopes[0].metrics.enumerated() {
                first.scopes[0].metrics[index].points += metric.points
            }
        }
        metrics.resources = [first]
    }
}
