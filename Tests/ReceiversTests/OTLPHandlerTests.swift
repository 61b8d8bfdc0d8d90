import Configuration
import HTTPServer
import Locking
import Logging
import MetricCore
import Pipeline
import TestClient
import TestRequests
import Testing

@testable import Receivers

/// What a sender is answered, over a real connection.
struct OTLPHandlerTests {
    private static let content = request(["service.name": "s"], metrics: gauge("g", point(.int(1))))
    private static let protobuf = "application/x-protobuf"
    private static let json = "application/json"
    private static let taken: [UInt8] = [0x0a, 0]

    /// Sends bytes to a receiver of its own and gives the answer.
    private func answer(
        to bytes: [UInt8], _ settings: String = "", exporter: TakingExporter = TakingExporter(),
        options: RegistryOptions = RegistryOptions()
    ) throws -> Answer {
        let server = try server(settings, exporter, options: options)
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send(bytes)
        return try #require(client.answer(toHEAD: bytes.starts(with: Array("HEAD".utf8))))
    }

    private func server(
        _ settings: String, _ exporter: TakingExporter, _ logger: Logger = .none,
        options: RegistryOptions = RegistryOptions()
    ) throws -> HTTPServer {
        let yaml = "protocols: {http: {\(settings)}}"
        let parsed = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "otlp"), diagnostics: Diagnostics(), OTLPSettings.init)
        let registry = SeriesRegistry(Registry(options))
        let pipeline = MetricsPipeline(route: Route([], registry: registry), exporters: [exporter])
        let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        return try HTTPServer(
            ServerSettings(host: "127.0.0.1", port: 0, threads: 1),
            OTLPHandler(try #require(parsed.http), intake, logger))
    }

    private func status(_ code: StatusCode, _ message: String) -> [UInt8] {
        StatusMessage(code: code, message: message).protobuf
    }

    // MARK: What is taken

    @Test(arguments: [
        post("/v1/metrics", content, "Content-Type: application/x-protobuf"),
        post("/v1/metrics", content, "Content-Type: Application/X-Protobuf; charset=utf-8"),
        post("/v1/metrics?x=1", content, "Content-Type: application/x-protobuf"),
        post("/v1/%6detrics", content, "Content-Type: application/x-protobuf"),
        post("/v1/metrics", content, "Content-Type: application/x-protobuf", "Content-Encoding: "),
        post("/v1/metrics", StoredBody.gzip(content), "Content-Type: application/x-protobuf", "Content-Encoding: gzip"),
        post("/v1/metrics", StoredBody.zlib(content), "Content-Type: application/x-protobuf", "Content-Encoding: zlib"),
        post(
            "/v1/metrics", StoredBody.zlib(content), "Content-Type: application/x-protobuf",
            "Content-Encoding: deflate"),
        // A field that nobody knows.
        post("/v1/metrics", content + [0x98, 0x06, 0x01], "Content-Type: application/x-protobuf"),
    ])
    func `takes protobuf`(bytes: [UInt8]) throws {
        let exporter = TakingExporter()
        let answer = try answer(to: bytes, exporter: exporter)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == Self.protobuf)
        #expect(answer.body == Self.taken)
        #expect(exporter.pointCount == 1)
    }

    @Test func `takes chunks, and says that it waits for them`() throws {
        let size = String(Self.content.count, radix: 16)
        let exporter = TakingExporter()
        let server = try server("", exporter)
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send(
            "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nExpect: 100-continue\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")
        #expect(client.answer()?.status == 100)
        client.send(Array("\(size)\r\n".utf8) + Self.content + Array("\r\n0\r\n\r\n".utf8))
        #expect(client.answer()?.body == Self.taken)
        #expect(exporter.pointCount == 1)
    }

    @Test(arguments: [post("/v1/metrics", [], "Content-Type: application/x-protobuf"), Array(noLength.utf8)])
    func `an empty body is a request without points`(bytes: [UInt8]) throws {
        let answer = try answer(to: bytes)
        #expect(answer.status == 200)
        #expect(answer.body == Self.taken)
    }
    private static let noLength = "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n\r\n"

    @Test func `a connection goes on after an error`() throws {
        let server = try server("", TakingExporter())
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send(post("/v1/metrics", Array(Self.content.dropLast()), "Content-Type: \(Self.protobuf)"))
        #expect(client.answer()?.status == 400)
        client.send(post("/v1/metrics", Self.content, "Content-Type: \(Self.protobuf)"))
        #expect(client.answer()?.status == 200)
    }

    @Test func `serves another path if it is told to`() throws {
        let bytes = post("/x/y", Self.content, "Content-Type: \(Self.protobuf)")
        #expect(try answer(to: bytes, "metrics_url_path: /x/y").status == 200)
        #expect(try answer(to: bytes, "metrics_url_path: x/y").status == 200)
        #expect(try answer(to: bytes).status == 404)
    }

    // MARK: Protobuf that is labelled JSON

    /// One whose length is written as each of the bytes that JSON would begin with, or take for white space.
    @Test(arguments: [UInt8(ascii: "{"), UInt8(ascii: "["), 0x20, 0x0d, 0x7f])
    func `takes protobuf that is labelled JSON`(length: UInt8) throws {
        var content = Self.content
        let missing = Int(length) - (content.count - 2)
        let padding = missing < 2 ? [] : [0x1a, UInt8(missing - 2)] + [UInt8](repeating: 0x78, count: missing - 2)
        content = [0x0a, UInt8(content.count - 2 + padding.count)] + content.dropFirst(2) + padding
        let lines = LogLines()
        let exporter = TakingExporter()
        let server = try server("", exporter, Logger(sinks: [lines]))
        defer { server.stop() }
        for _ in 0..<2 {
            let client = Client(port: server.port)
            client.send(post("/v1/metrics", content, "Content-Type: \(Self.json)"))
            let answer = try #require(client.answer())
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == Self.json)
            #expect(answer.text == #"{"partialSuccess":{}}"#)
        }
        #expect(exporter.pointCount == 2)
        #expect(lines.all.filter { $0.contains("application/json") }.count == 1)
    }

    // MARK: JSON

    private static let contentJSON = #"""
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},
        "scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":"1"}]}}]}]}]}
        """#

    @Test(arguments: ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"])
    func `takes JSON`(type: String) throws {
        let exporter = TakingExporter()
        for body in [Self.contentJSON, "\n\n" + Self.contentJSON] {
            let answer = try answer(
                to: post("/v1/metrics", Array(body.utf8), "Content-Type: \(type)"), exporter: exporter)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == Self.json)
            #expect(answer.text == #"{"partialSuccess":{}}"#)
        }
        #expect(exporter.pointCount == 2)
    }

    @Test(arguments: [
        ("", "json: parse error: premature EOF at byte 0"), ("[1,2]", "json: a request must be an object at byte 1"),
        (#"{"resourceMetrics":"x"}"#, "json: resourceMetrics must be an array at byte 22"),
        ("\n\u{3}abc", "json: lexical error: invalid char in json text at byte 2"),
        ("x", "json: lexical error: invalid char in json text at byte 1"),
    ])
    func `refuses what is neither JSON nor protobuf`(body: String, message: String) throws {
        let answer = try answer(to: post("/v1/metrics", Array(body.utf8), "Content-Type: \(Self.json)"))
        #expect(answer.status == 400)
        #expect(answer.headers["content-type"] == Self.json)
        #expect(answer.body == StatusMessage(code: .invalidArgument, message: message).json)
    }

    @Test(arguments: [(100, 200), (128, 200), (129, 400), (140, 400), (5000, 400)])
    func `refuses JSON values that are nested too deep`(depth: Int, expected: Int) throws {
        let value = (1..<depth).reduce(#"{"intValue":1}"#) { value, _ in #"{"arrayValue":{"values":[\#(value)]}}"# }
        let point = #"{"asInt":1,"attributes":[{"key":"k","value":\#(value)}]}"#
        let metric = #"{"name":"g","gauge":{"dataPoints":[\#(point)]}}"#
        let body = #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[\#(metric)]}]}]}"#
        let answer = try answer(to: post("/v1/metrics", Array(body.utf8), "Content-Type: \(Self.json)"))
        #expect(answer.status == expected)
    }

    @Test func `refuses JSON that becomes more than the limit as protobuf`() throws {
        let points = repeatElement(#"{"bucketCounts":[0,0,0,0,0,0,0,0,0,0]}"#, count: 10).joined(separator: ",")
        let metric = #"{"name":"h","histogram":{"dataPoints":[\#(points)]}}"#
        let body = Array(#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[\#(metric)]}]}]}"#.utf8)
        let answer = try answer(
            to: post("/v1/metrics", body, "Content-Type: \(Self.json)"), "max_request_body_size: \(body.count)")
        #expect(answer.status == 413)
        #expect(answer.text.hasPrefix(#"{"code":3,"message":"json: the request is too large as protobuf"#))
    }

    // MARK: What is taken in part

    @Test(arguments: [
        (protobuf, PartialSuccessMessage(rejectedPoints: 2, message: "the \"no\"").protobuf),
        (json, Array(#"{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"the \"no\""}}"#.utf8)),
    ])
    func `tells how many points were rejected, and why`(type: String, body: [UInt8]) throws {
        let content = request(metrics: gauge("g", point(.int(1)), point(.int(2)), point(.int(3))))
        let rejected = [0, 2].map { RejectedPoint(index: $0, reason: "the \"no\"") }
        let answer = try answer(
            to: post("/v1/metrics", content, "Content-Type: \(type)"), exporter: TakingExporter(rejecting: rejected))
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == type)
        #expect(answer.body == body)
    }

    @Test func `writes a partial success as the schema has it`() {
        // Field 1, a message: field 1, a varint; field 2, a text.
        #expect(
            PartialSuccessMessage(rejectedPoints: 300, message: "no").protobuf
                == [0x0a, 7, 0x08, 0xac, 0x02, 0x12, 2, 0x6e, 0x6f])
    }

    @Test func `rejects points that there is no room for, and logs it once`() throws {
        let lines = LogLines()
        let server = try server(
            "", TakingExporter(), Logger(sinks: [lines]), options: RegistryOptions(seriesLimit: 1))
        defer { server.stop() }
        let content = request(
            metrics: gauge("a", point(.int(1)), point(.int(2), ["k": 1])), gauge("b", point(.int(3))))
        for _ in 0..<3 {
            let client = Client(port: server.port)
            client.send(post("/v1/metrics", content, "Content-Type: \(Self.protobuf)"))
            let message = PartialSuccessMessage(
                rejectedPoints: 1, message: "too many resources, scopes or metrics")
            #expect(client.answer()?.body == message.protobuf)
        }
        #expect(lines.all.filter { $0.contains("too many series") && $0.contains(#""count": 1"#) }.count == 1)
        #expect(lines.all.filter { $0.contains("too many resources") && $0.contains(#""count": 1"#) }.count == 1)
    }

    // MARK: What is refused

    @Test(arguments: ["identity", "none", "br", "GZIP", "gzip, gzip", "gzip, zstd"])
    func `refuses content codings that it doesn't undo`(coding: String) throws {
        for path in ["/v1/metrics", "/elsewhere"] {
            let bytes = post(path, Self.content, "Content-Type: \(Self.protobuf)", "Content-Encoding: \(coding)")
            let answer = try answer(to: bytes)
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == Self.protobuf)
            #expect(answer.body == status(.invalidArgument, "unsupported Content-Encoding: \(coding)"))
        }
    }

    /// Bodies that are plain, or labelled as what they aren't: which of the two is answered tells what was tried.
    @Test(arguments: [
        ("[gzip]", nil, "unsupported Content-Encoding: "), ("[gzip]", "", "unsupported Content-Encoding: "),
        ("[gzip]", "gzip", "gzip: invalid header"), ("[gzip]", "zstd", "unsupported Content-Encoding: zstd"),
        ("['']", nil, nil), ("['']", "", nil), ("['']", "gzip", "unsupported Content-Encoding: gzip"),
        ("[deflate]", "zlib", "unsupported Content-Encoding: zlib"), ("[deflate]", "deflate", "zlib: invalid header"),
        ("[]", nil, nil), ("[]", "gzip", nil), ("[]", "br", nil),
        ("null", nil, nil), ("null", "zstd", "invalid input: magic number mismatch"),
        ("null", "snappy", "snappy: corrupt input"), ("null", "x-snappy-framed", "snappy: corrupt input"),
        ("null", "lz4", "lz4: bad magic number"),
    ]) func `undoes only the codings that it is told to`(setting: String, coding: String?, message: String?) throws {
        let header = coding.map { "Content-Encoding: \($0)" } ?? "X-None: "
        let answer = try answer(
            to: post("/v1/metrics", Self.content, "Content-Type: \(Self.protobuf)", header),
            "compression_algorithms: \(setting)")
        #expect(answer.status == (message == nil ? 200 : 400))
        #expect(answer.body == message.map { status(.invalidArgument, $0) } ?? Self.taken)
    }

    @Test func `words an early error in the type that was asked for`() throws {
        let coding = "Content-Encoding: br"
        let json = try answer(to: post("/v1/metrics", [], "Content-Type: \(Self.json)", coding))
        #expect(json.status == 400)
        #expect(json.headers["content-type"] == Self.json)
        #expect(json.text == #"{"code":3,"message":"unsupported Content-Encoding: br"}"#)
        #expect(try answer(to: post("/v1/metrics", [], coding)).status == 400)
        #expect(try answer(to: post("/v1/metrics", [], "Content-Type: text/plain", coding)).status == 500)
    }

    @Test(arguments: [
        "text/plain", "application/octet-stream", "", "application/json/x", ";", "application/x-protobufs",
    ])
    func `refuses other types`(type: String) throws {
        let answer = try answer(to: post("/v1/metrics", Self.content, "Content-Type: \(type)"))
        #expect(answer.status == 415)
        #expect(answer.headers["content-type"] == "text/plain")
        #expect(answer.text == "415 unsupported media type, supported: [application/json, application/x-protobuf]")
    }

    @Test func `refuses a body without a type`() throws {
        #expect(try answer(to: post("/v1/metrics", Self.content)).status == 415)
    }

    @Test(arguments: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "post"])
    func `refuses other methods`(method: String) throws {
        let answer = try answer(to: Array("\(method) /v1/metrics HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        #expect(answer.status == 405)
        #expect(answer.headers["content-type"] == "text/plain")
        #expect(answer.text == (method == "HEAD" ? "" : "405 method not allowed, supported: [POST]"))
    }

    @Test(arguments: ["/", "/v1/traces", "/v1/logs", "/v1/metrics/", "/v1/metricsx", "/V1/metrics"])
    func `knows no other path`(path: String) throws {
        let answer = try answer(to: post(path, Self.content, "Content-Type: \(Self.protobuf)"))
        #expect(answer.status == 404)
        #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.text == "404 page not found\n")
    }

    @Test(
        arguments: [
            (Array(content.dropLast()), "proto: unexpected end of a field that starts at byte 1"),
            ([0x08, 0x01], "proto: wrong wire type for field 1 at byte 1"),
            (
                [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
                "proto: varint at byte 1 is too long"
            ),
            ([0x00, 0x00], "proto: invalid field number at byte 0"),
        ] as [([UInt8], String)])
    func `refuses what is no request`(body: [UInt8], message: String) throws {
        let exporter = TakingExporter()
        let answer = try answer(
            to: post("/v1/metrics", body, "Content-Type: \(Self.protobuf)"), exporter: exporter)
        #expect(answer.status == 400)
        #expect(answer.headers["content-type"] == Self.protobuf)
        #expect(answer.body == status(.invalidArgument, message))
        #expect(exporter.pointCount == 0)
    }

    @Test(arguments: [(100, 200), (5000, 400)]) func `refuses values that are nested too deep`(
        depth: Int, expected: Int
    ) throws {
        let value = (0..<depth).reduce(AttributeValue.string("x")) { value, _ in .array([value]) }
        let body = request(metrics: gauge("g", point(.int(1), ["k": value])))
        #expect(
            try answer(to: post("/v1/metrics", body, "Content-Type: \(Self.protobuf)")).status == expected)
    }

    @Test(
        arguments: [
            ("not gzip", Array("not gzip".utf8), "gzip: invalid header"),
            ("bad sum", StoredBody.gzip(content).dropLast(8) + [0, 0, 0, 0, 0, 0, 0, 0], "gzip: invalid checksum"),
            // otelcol says "unexpected EOF" when it is less than a header.
            ("garbage behind it", StoredBody.gzip(content) + [1, 2, 3], "gzip: invalid header"),
            ("cut", Array(StoredBody.gzip(content).dropLast(9)), "unexpected EOF"),
        ] as [(String, [UInt8], String)])
    func `refuses broken gzip`(name: String, body: [UInt8], message: String) throws {
        let answer = try answer(
            to: post("/v1/metrics", body, "Content-Type: \(Self.protobuf)", "Content-Encoding: gzip"))
        #expect(answer.status == 400)
        #expect(answer.headers["content-type"] == Self.protobuf)
        #expect(answer.body == status(.invalidArgument, message))
    }

    @Test func `refuses bodies over the limit, as sent or inflated`() throws {
        let limit = "max_request_body_size: \(Self.content.count)"
        let type = "Content-Type: \(Self.protobuf)"
        #expect(try answer(to: post("/v1/metrics", Self.content, type), limit).status == 200)
        let larger = Self.content + [0x98, 0x06, 0x01]
        for bytes in [
            post("/v1/metrics", larger, type),
            post("/v1/metrics", StoredBody.gzip(larger), type, "Content-Encoding: gzip"),
        ] {
            let answer = try answer(to: bytes, limit)
            // otelcol says 400.
            #expect(answer.status == 413)
            #expect(answer.body == status(.invalidArgument, "http: request body too large"))
        }
    }

    @Test(arguments: [
        (Refusal.temporary(reason: "full"), 503, StatusCode.unavailable, "full"),
        (Refusal.permanent(reason: "never"), 500, StatusCode.internal, "Permanent error: never"),
    ])
    func `tells why an exporter refused`(refusal: Refusal, code: Int, grpc: StatusCode, message: String) throws {
        let bytes = post("/v1/metrics", Self.content, "Content-Type: \(Self.protobuf)")
        let answer = try answer(to: bytes, exporter: TakingExporter(refusing: refusal))
        #expect(answer.status == code)
        #expect(answer.body == status(grpc, message))
    }
}

/// Counts points, refuses all of them, or rejects some.
final class TakingExporter: Exporter {
    private let refusal: Refusal?
    private let rejected: [RejectedPoint]
    private let count = Locked(0)

    init(refusing refusal: Refusal? = nil, rejecting rejected: [RejectedPoint] = []) {
        self.refusal = refusal
        self.rejected = rejected
    }

    var pointCount: Int { count.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint] {
        if let refusal { throw refusal }
        let points = batch.points.count
        count.withLock { $0 += points }
        return rejected
    }
}
