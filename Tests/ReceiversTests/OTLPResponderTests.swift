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

/// What a sender is answered to its request's body, over a real connection.
struct OTLPResponderTests {
    // MARK: Protobuf that is labelled JSON

    /// One whose length is written as each of the bytes that JSON would begin with, or take for white space.
    @Test(arguments: [UInt8(ascii: "{"), UInt8(ascii: "["), 0x20, 0x0d, 0x7f])
    func `takes protobuf that is labelled JSON`(length: UInt8) throws {
        var content = TestReceiver.content
        let missing = Int(length) - (content.count - 2)
        let padding = missing < 2 ? [] : [0x1a, UInt8(missing - 2)] + [UInt8](repeating: 0x78, count: missing - 2)
        content = [0x0a, UInt8(content.count - 2 + padding.count)] + content.dropFirst(2) + padding
        let lines = LogLines()
        let exporter = TakingExporter()
        let server = try TestReceiver.server("", exporter, Logger(sinks: [lines]))
        defer { server.stop() }
        for _ in 0..<2 {
            let client = Client(port: server.port)
            client.send(post("/v1/metrics", content, "Content-Type: \(TestReceiver.json)"))
            let answer = try #require(client.answer())
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == TestReceiver.json)
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
            let answer = try TestReceiver.answer(
                to: post("/v1/metrics", Array(body.utf8), "Content-Type: \(type)"), exporter: exporter)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == TestReceiver.json)
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
        let answer = try TestReceiver.answer(
            to: post("/v1/metrics", Array(body.utf8), "Content-Type: \(TestReceiver.json)"))
        #expect(answer.status == 400)
        #expect(answer.headers["content-type"] == TestReceiver.json)
        #expect(answer.body == StatusMessage(code: .invalidArgument, message: message).json)
    }

    @Test(arguments: [(100, 200), (128, 200), (129, 400), (140, 400), (5000, 400)])
    func `refuses JSON values that are nested too deep`(depth: Int, expected: Int) throws {
        let value = (1..<depth).reduce(#"{"intValue":1}"#) { value, _ in #"{"arrayValue":{"values":[\#(value)]}}"# }
        let point = #"{"asInt":1,"attributes":[{"key":"k","value":\#(value)}]}"#
        let metric = #"{"name":"g","gauge":{"dataPoints":[\#(point)]}}"#
        let body = #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[\#(metric)]}]}]}"#
        let answer = try TestReceiver.answer(
            to: post("/v1/metrics", Array(body.utf8), "Content-Type: \(TestReceiver.json)"))
        #expect(answer.status == expected)
    }

    @Test func `refuses JSON that becomes more than the limit as protobuf`() throws {
        let points = repeatElement(#"{"bucketCounts":[0,0,0,0,0,0,0,0,0,0]}"#, count: 10).joined(separator: ",")
        let metric = #"{"name":"h","histogram":{"dataPoints":[\#(points)]}}"#
        let body = Array(#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[\#(metric)]}]}]}"#.utf8)
        let answer = try TestReceiver.answer(
            to: post("/v1/metrics", body, "Content-Type: \(TestReceiver.json)"), "max_request_body_size: \(body.count)")
        #expect(answer.status == 413)
        #expect(answer.text.hasPrefix(#"{"code":3,"message":"json: the request is too large as protobuf"#))
    }

    // MARK: What is taken in part

    @Test(arguments: [
        (TestReceiver.protobuf, PartialSuccessMessage(rejectedPoints: 2, message: "the \"no\"").protobuf),
        (TestReceiver.json, Array(#"{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"the \"no\""}}"#.utf8)),
    ])
    func `tells how many points were rejected, and why`(type: String, body: [UInt8]) throws {
        let content = request(metrics: gauge("g", point(.int(1)), point(.int(2)), point(.int(3))))
        let rejected = [0, 2].map { RejectedPoint(index: $0, reason: "the \"no\"") }
        let answer = try TestReceiver.answer(
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
        let server = try TestReceiver.server(
            "", TakingExporter(), Logger(sinks: [lines]), options: RegistryOptions(seriesLimit: 1))
        defer { server.stop() }
        let content = request(
            metrics: gauge("a", point(.int(1)), point(.int(2), ["k": 1])), gauge("b", point(.int(3))))
        for _ in 0..<3 {
            let client = Client(port: server.port)
            client.send(post("/v1/metrics", content, "Content-Type: \(TestReceiver.protobuf)"))
            let message = PartialSuccessMessage(
                rejectedPoints: 1, message: "too many resources, scopes or metrics")
            #expect(client.answer()?.body == message.protobuf)
        }
        #expect(lines.all.filter { $0.contains("too many series") && $0.contains(#""count": 1"#) }.count == 1)
        #expect(lines.all.filter { $0.contains("too many resources") && $0.contains(#""count": 1"#) }.count == 1)
    }

    // MARK: What is refused

    @Test(
        arguments: [
            (Array(TestReceiver.content.dropLast()), "proto: unexpected end of a field that starts at byte 1"),
            ([0x08, 0x01], "proto: wrong wire type for field 1 at byte 1"),
            (
                [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
                "proto: varint at byte 1 is too long"
            ),
            ([0x00, 0x00], "proto: invalid field number at byte 0"),
        ] as [([UInt8], String)])
    func `refuses what is no request`(body: [UInt8], message: String) throws {
        let exporter = TakingExporter()
        let answer = try TestReceiver.answer(
            to: post("/v1/metrics", body, "Content-Type: \(TestReceiver.protobuf)"), exporter: exporter)
        #expect(answer.status == 400)
        #expect(answer.headers["content-type"] == TestReceiver.protobuf)
        #expect(answer.body == TestReceiver.status(.invalidArgument, message))
        #expect(exporter.pointCount == 0)
    }

    @Test(arguments: [(100, 200), (5000, 400)]) func `refuses values that are nested too deep`(
        depth: Int, expected: Int
    ) throws {
        let value = (0..<depth).reduce(AttributeValue.string("x")) { value, _ in .array([value]) }
        let body = request(metrics: gauge("g", point(.int(1), ["k": value])))
        #expect(
            try TestReceiver.answer(to: post("/v1/metrics", body, "Content-Type: \(TestReceiver.protobuf)")).status
                == expected)
    }

    @Test(arguments: [
        (Refusal.temporary(reason: "full"), 503, StatusCode.unavailable, "full"),
        (Refusal.permanent(reason: "never"), 500, StatusCode.internal, "Permanent error: never"),
    ])
    func `tells why an exporter refused`(refusal: Refusal, code: Int, grpc: StatusCode, message: String) throws {
        let bytes = post("/v1/metrics", TestReceiver.content, "Content-Type: \(TestReceiver.protobuf)")
        let answer = try TestReceiver.answer(to: bytes, exporter: TakingExporter(refusing: refusal))
        #expect(answer.status == code)
        #expect(answer.body == TestReceiver.status(grpc, message))
    }
}
