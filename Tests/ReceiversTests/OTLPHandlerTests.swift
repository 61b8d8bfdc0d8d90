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

/// What a sender is answered to its request's head, and to a body that can't be had; over a real connection.
struct OTLPHandlerTests {
    // MARK: What is taken

    @Test(arguments: [
        post("/v1/metrics", TestReceiver.content, "Content-Type: application/x-protobuf"),
        post("/v1/metrics", TestReceiver.content, "Content-Type: Application/X-Protobuf; charset=utf-8"),
        post("/v1/metrics?x=1", TestReceiver.content, "Content-Type: application/x-protobuf"),
        post("/v1/%6detrics", TestReceiver.content, "Content-Type: application/x-protobuf"),
        post("/v1/metrics", TestReceiver.content, "Content-Type: application/x-protobuf", "Content-Encoding: "),
        post(
            "/v1/metrics", StoredBody.gzip(TestReceiver.content), "Content-Type: application/x-protobuf",
            "Content-Encoding: gzip"),
        post(
            "/v1/metrics", StoredBody.zlib(TestReceiver.content), "Content-Type: application/x-protobuf",
            "Content-Encoding: zlib"),
        post(
            "/v1/metrics", StoredBody.zlib(TestReceiver.content), "Content-Type: application/x-protobuf",
            "Content-Encoding: deflate"),
        // A field that nobody knows.
        post("/v1/metrics", TestReceiver.content + [0x98, 0x06, 0x01], "Content-Type: application/x-protobuf"),
    ])
    func `takes protobuf`(bytes: [UInt8]) throws {
        let exporter = TakingExporter()
        let answer = try TestReceiver.answer(to: bytes, exporter: exporter)
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == TestReceiver.protobuf)
        #expect(answer.body == TestReceiver.taken)
        #expect(exporter.pointCount == 1)
    }

    @Test func `takes chunks, and says that it waits for them`() throws {
        let size = String(TestReceiver.content.count, radix: 16)
        let exporter = TakingExporter()
        let server = try TestReceiver.server("", exporter)
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send(
            "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nExpect: 100-continue\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")
        #expect(client.answer()?.status == 100)
        client.send(Array("\(size)\r\n".utf8) + TestReceiver.content + Array("\r\n0\r\n\r\n".utf8))
        #expect(client.answer()?.body == TestReceiver.taken)
        #expect(exporter.pointCount == 1)
    }

    @Test(arguments: [post("/v1/metrics", [], "Content-Type: application/x-protobuf"), Array(noLength.utf8)])
    func `an empty body is a request without points`(bytes: [UInt8]) throws {
        let answer = try TestReceiver.answer(to: bytes)
        #expect(answer.status == 200)
        #expect(answer.body == TestReceiver.taken)
    }
    private static let noLength = "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n\r\n"

    @Test func `a connection goes on after an error`() throws {
        let server = try TestReceiver.server("", TakingExporter())
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send(
            post("/v1/metrics", Array(TestReceiver.content.dropLast()), "Content-Type: \(TestReceiver.protobuf)"))
        #expect(client.answer()?.status == 400)
        client.send(post("/v1/metrics", TestReceiver.content, "Content-Type: \(TestReceiver.protobuf)"))
        #expect(client.answer()?.status == 200)
    }

    @Test func `serves another path if it is told to`() throws {
        let bytes = post("/x/y", TestReceiver.content, "Content-Type: \(TestReceiver.protobuf)")
        #expect(try TestReceiver.answer(to: bytes, "metrics_url_path: /x/y").status == 200)
        #expect(try TestReceiver.answer(to: bytes, "metrics_url_path: x/y").status == 200)
        #expect(try TestReceiver.answer(to: bytes).status == 404)
    }

    // MARK: What is refused

    @Test(arguments: ["identity", "none", "br", "GZIP", "gzip, gzip", "gzip, zstd"])
    func `refuses content codings that it doesn't undo`(coding: String) throws {
        for path in ["/v1/metrics", "/elsewhere"] {
            let bytes = post(
                path, TestReceiver.content, "Content-Type: \(TestReceiver.protobuf)", "Content-Encoding: \(coding)")
            let answer = try TestReceiver.answer(to: bytes)
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == TestReceiver.protobuf)
            #expect(answer.body == TestReceiver.status(.invalidArgument, "unsupported Content-Encoding: \(coding)"))
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
        let answer = try TestReceiver.answer(
            to: post("/v1/metrics", TestReceiver.content, "Content-Type: \(TestReceiver.protobuf)", header),
            "compression_algorithms: \(setting)")
        #expect(answer.status == (message == nil ? 200 : 400))
        #expect(answer.body == message.map { TestReceiver.status(.invalidArgument, $0) } ?? TestReceiver.taken)
    }

    @Test func `words an early error in the type that was asked for`() throws {
        let coding = "Content-Encoding: br"
        let json = try TestReceiver.answer(to: post("/v1/metrics", [], "Content-Type: \(TestReceiver.json)", coding))
        #expect(json.status == 400)
        #expect(json.headers["content-type"] == TestReceiver.json)
        #expect(json.text == #"{"code":3,"message":"unsupported Content-Encoding: br"}"#)
        #expect(try TestReceiver.answer(to: post("/v1/metrics", [], coding)).status == 400)
        #expect(try TestReceiver.answer(to: post("/v1/metrics", [], "Content-Type: text/plain", coding)).status == 500)
    }

    @Test(arguments: [
        "text/plain", "application/octet-stream", "", "application/json/x", ";", "application/x-protobufs",
    ])
    func `refuses other types`(type: String) throws {
        let answer = try TestReceiver.answer(to: post("/v1/metrics", TestReceiver.content, "Content-Type: \(type)"))
        #expect(answer.status == 415)
        #expect(answer.headers["content-type"] == "text/plain")
        #expect(answer.text == "415 unsupported media type, supported: [application/json, application/x-protobuf]")
    }

    @Test func `refuses a body without a type`() throws {
        #expect(try TestReceiver.answer(to: post("/v1/metrics", TestReceiver.content)).status == 415)
    }

    @Test(arguments: ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "post"])
    func `refuses other methods`(method: String) throws {
        let answer = try TestReceiver.answer(to: Array("\(method) /v1/metrics HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
        #expect(answer.status == 405)
        #expect(answer.headers["content-type"] == "text/plain")
        #expect(answer.text == (method == "HEAD" ? "" : "405 method not allowed, supported: [POST]"))
    }

    @Test(arguments: ["/", "/v1/traces", "/v1/logs", "/v1/metrics/", "/v1/metricsx", "/V1/metrics"])
    func `knows no other path`(path: String) throws {
        let answer = try TestReceiver.answer(
            to: post(path, TestReceiver.content, "Content-Type: \(TestReceiver.protobuf)"))
        #expect(answer.status == 404)
        #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(answer.headers["x-content-type-options"] == "nosniff")
        #expect(answer.text == "404 page not found\n")
    }

    @Test(
        arguments: [
            ("not gzip", Array("not gzip".utf8), "gzip: invalid header"),
            (
                "bad sum", StoredBody.gzip(TestReceiver.content).dropLast(8) + [0, 0, 0, 0, 0, 0, 0, 0],
                "gzip: invalid checksum"
            ),
            // otelcol says "unexpected EOF" when it is less than a header.
            ("garbage behind it", StoredBody.gzip(TestReceiver.content) + [1, 2, 3], "gzip: invalid header"),
            ("cut", Array(StoredBody.gzip(TestReceiver.content).dropLast(9)), "unexpected EOF"),
        ] as [(String, [UInt8], String)])
    func `refuses broken gzip`(name: String, body: [UInt8], message: String) throws {
        let answer = try TestReceiver.answer(
            to: post("/v1/metrics", body, "Content-Type: \(TestReceiver.protobuf)", "Content-Encoding: gzip"))
        #expect(answer.status == 400)
        #expect(answer.headers["content-type"] == TestReceiver.protobuf)
        #expect(answer.body == TestReceiver.status(.invalidArgument, message))
    }

    @Test func `refuses bodies over the limit, as sent or inflated`() throws {
        let limit = "max_request_body_size: \(TestReceiver.content.count)"
        let type = "Content-Type: \(TestReceiver.protobuf)"
        #expect(try TestReceiver.answer(to: post("/v1/metrics", TestReceiver.content, type), limit).status == 200)
        let larger = TestReceiver.content + [0x98, 0x06, 0x01]
        for bytes in [
            post("/v1/metrics", larger, type),
            post("/v1/metrics", StoredBody.gzip(larger), type, "Content-Encoding: gzip"),
        ] {
            let answer = try TestReceiver.answer(to: bytes, limit)
            // otelcol says 400.
            #expect(answer.status == 413)
            #expect(answer.body == TestReceiver.status(.invalidArgument, "http: request body too large"))
        }
    }
}
