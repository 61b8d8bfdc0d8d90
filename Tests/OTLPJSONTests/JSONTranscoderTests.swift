import MetricCore
import OTLPJSON
import TestRequests
import Testing

/// What OTLP's JSON form lets the sender write, and what it doesn't.
struct JSONTranscoderTests {
    // MARK: - Texts around the value in question

    /// A request with one metric.
    private static func metric(_ fields: String) -> String {
        #"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m",\#(fields)}]}]}]}"#
    }

    /// A request with a gauge of one point.
    private static func point(_ fields: String) -> String {
        metric(#""gauge":{"dataPoints":[{\#(fields)}]}"#)
    }

    /// A request with a gauge of one point that has an attribute `k`.
    private static func attribute(_ value: String) -> String {
        point(#""attributes":[{"key":"k","value":\#(value)}]"#)
    }

    private static func message(_ metric: Message) -> [UInt8] {
        Message { $0.message(1) { $0.message(2) { $0.message(2, metric) } } }.bytes
    }

    private static func message(point write: (inout Message) -> Void) -> [UInt8] {
        message(
            Message {
                $0.text(1, "m")
                $0.message(5) { $0.message(1, Message(write)) }
            })
    }

    // MARK: - Scalars

    @Test(arguments: [
        ("0", 0), ("-0", 0), (#""0""#, 0), ("-1", -1), (#""-1""#, -1), (#""+5""#, 5), (#""007""#, 7),
        ("9223372036854775807", Int64.max), (#""9223372036854775807""#, .max), ("-9223372036854775808", .min),
    ]) func `takes 64-bit numbers as numbers and as texts`(json: String, value: Int64) throws {
        let expected = Self.message { $0.fixed(6, UInt64(bitPattern: value)) }
        #expect(try transcoded(Self.point("\"asInt\":\(json)")) == canonical(expected))
        let attribute = Self.message { $0.attributes(7, ["k": .int(value)]) }
        #expect(try transcoded(Self.attribute("{\"intValue\":\(json)}")) == canonical(attribute))
    }

    @Test(arguments: [
        ("0", 0.0), ("-0", -0.0), ("-0.0", -0.0), ("1", 1), ("1.5e3", 1500), ("1E20", 1e20), (#""1e3""#, 1000),
        (#""NaN""#, .nan), (#""nan""#, .nan), (#""Infinity""#, .infinity), (#""-Infinity""#, -.infinity),
        (#""Inf""#, .infinity), (#""-inf""#, -.infinity), (#""0x1p-2""#, 0.25), ("5e-324", .leastNonzeroMagnitude),
        ("1e-999", 0),
        ("0.30000000000000004", 0.30000000000000004), (#""1.7976931348623157e308""#, .greatestFiniteMagnitude),
    ]) func `takes doubles as numbers and as texts`(json: String, value: Double) throws {
        let expected = Self.message { $0.double(4, value) }
        #expect(try transcoded(Self.point("\"asDouble\":\(json)")) == canonical(expected))
    }

    @Test(arguments: [
        ("asInt", "1.0"), ("asInt", "1e3"), ("asInt", "9223372036854775808"), ("asInt", "9223372036854776000"),
        ("asInt", "1e+300"), ("asInt", #""""#), ("asInt", #"" 1""#), ("asInt", #""0x1""#), ("asInt", "true"),
        ("asInt", "[]"), ("asInt", "{}"), ("timeUnixNano", "-1"), ("timeUnixNano", "18446744073709551616"),
        ("flags", "-1"), ("flags", "4294967296"), ("asDouble", #""""#), ("asDouble", #""x""#), ("asDouble", "1e999"),
        ("asDouble", #""1e999""#), ("asDouble", #""1 ""#), ("asDouble", "true"), ("asDouble", "{}"),
        ("asDouble", "NaN"), ("asDouble", "01"), ("attributes", "{}"), ("attributes", #""x""#), ("attributes", "[1]"),
        ("attributes", "[[]]"), ("exemplars", "0"), ("exemplars", "[true]"), ("flags", "false"),
    ]) func `refuses values that a point's field can't have`(field: String, json: String) {
        #expect(throws: JSONError.self) { try transcoded(Self.point("\"\(field)\":\(json)")) }
        // Unless nobody knows the field.
        if json != "NaN", json != "01" {
            #expect(throws: Never.self) { try transcoded(Self.point("\"\(field)x\":\(json)")) }
        }
    }

    @Test(arguments: [
        (#"{"stringValue":"a\u00e9\ud83d\ude00\n\u0000"}"#, AttributeValue.string("aé😀\n\0")),
        // What is half a character is none.
        (#"{"stringValue":"a\ud800b"}"#, .string("a?b")),
        (#"{"stringValue":"é😀/\/"}"#, .string("é😀//")), (#"{"stringValue":""}"#, .string("")),
        (#"{"boolValue":true}"#, .bool(true)), (#"{"boolValue":false}"#, .bool(false)),
        (#"{"doubleValue":3}"#, .double(3)), (#"{"bytesValue":"AAECAw=="}"#, .bytes([0, 1, 2, 3])),
        (#"{"bytesValue":"+/8="}"#, .bytes([0xfb, 0xff])), (#"{"bytesValue":""}"#, .bytes([])),
        (#"{"bytesValue":"YWJj"}"#, .bytes([0x61, 0x62, 0x63])),
        (
            #"{"arrayValue":{"values":[{"intValue":1},{},null,{"stringValue":"x"}]}}"#,
            .array([.int(1), .empty, .empty, .string("x")])
        ),
        (#"{"arrayValue":{}}"#, .array([])), (#"{"arrayValue":{"values":null}}"#, .array([])),
        (
            #"{"kvlistValue":{"values":[{"key":"a","value":{"intValue":"2"}}]}}"#,
            .map([Attribute(key: "a", value: .int(2))])
        ),
        (#"{"kvlistValue":{"values":[]}}"#, .map([])), ("{}", .empty), (#"{"doubleValue":null}"#, .empty),
        (#"{"string_value":"x"}"#, .string("x")), (#"{"other_value":[{"a":[1,{}]}],"intValue":1}"#, .int(1)),
        (#"{"intValue":1,"stringValue":"x"}"#, .string("x")), (#"{"intValue":1,"intValue":"2"}"#, .int(2)),
    ]) func `takes the values of attributes`(json: String, value: AttributeValue) throws {
        let expected = Self.message { $0.attributes(7, ["k": value]) }
        #expect(try transcoded(Self.attribute(json)) == canonical(expected))
    }

    @Test(arguments: [
        #"{"stringValue":1}"#, #"{"boolValue":"true"}"#, #"{"boolValue":1}"#, #"{"bytesValue":"AAECAw"}"#,
        #"{"bytesValue":"AAECAw="}"#, #"{"bytesValue":"A==="}"#, #"{"bytesValue":"-_8="}"#, #"{"bytesValue":"AA=A"}"#,
        #"{"bytesValue":[1]}"#, #"{"arrayValue":[]}"#, #"{"arrayValue":{"values":{}}}"#, #"{"kvlistValue":1}"#,
        "[]", "1", #""x""#,
    ]) func `refuses values that no attribute can have`(json: String) {
        #expect(throws: JSONError.self) { try transcoded(Self.attribute(json)) }
    }

    @Test(arguments: [
        ("2", 2), (#""AGGREGATION_TEMPORALITY_CUMULATIVE""#, 2), (#""AGGREGATION_TEMPORALITY_DELTA""#, 1),
        (#""AGGREGATION_TEMPORALITY_UNSPECIFIED""#, 0), ("7", 7),
    ]) func `takes temporalities as numbers and by name`(json: String, value: UInt64) throws {
        let expected = Self.message(
            Message {
                $0.text(1, "m")
                $0.message(7) { $0.varint(2, value) }
            })
        #expect(try transcoded(Self.metric("\"sum\":{\"aggregationTemporality\":\(json)}")) == canonical(expected))
    }

    @Test(arguments: [#""CUMULATIVE""#, #""2""#, "true", "1.5", "2147483648"]) func `refuses other temporalities`(
        json: String
    ) {
        #expect(throws: JSONError.self) { try transcoded(Self.metric("\"sum\":{\"aggregationTemporality\":\(json)}")) }
    }

    @Test func `takes ids in hexadecimal`() throws {
        let json = #""traceId":"00112233445566778899aAbBcCdDeEfF","spanId":"","asInt":"1""#
        let expected = Self.message {
            $0.message(5) {
                $0.bytes(5, (0..<16).map { UInt8($0 * 0x11) })
                $0.bytes(4, [])
                $0.fixed(6, 1)
            }
        }
        #expect(try transcoded(Self.point("\"exemplars\":[{\(json)}]")) == canonical(expected))
    }

    @Test(arguments: ["zz", "00", "0011223344556677889900112233445", "001122334455667788990011223344zz"])
    func `refuses other ids`(text: String) {
        #expect(throws: JSONError.self) { try transcoded(Self.point(#""exemplars":[{"traceId":"\#(text)"}]"#)) }
    }

    // MARK: - The whole

    @Test func `takes lists of numbers, also in pieces`() throws {
        let json =
            #""histogram":{"dataPoints":[{"bucketCounts":["1",2],"explicitBounds":[0.5],"bucketCounts":[3],"count":6,"#
            + #""sum":null,"min":null}]}"#
        let expected = Self.message(
            Message {
                $0.text(1, "m")
                $0.message(9) {
                    $0.message(1) {
                        $0.packed(6, fixed: [1, 2, 3])
                        $0.packed(7, fixed: [(0.5).bitPattern])
                        $0.fixed(4, 6)
                    }
                }
            })
        #expect(try transcoded(Self.metric(json)) == canonical(expected))
        let buckets =
            #""exponentialHistogram":{"dataPoints":[{"scale":-3,"positive":{"offset":"-2","bucketCounts":[300]}}]}"#
        let exponential = Self.message(
            Message {
                $0.text(1, "m")
                $0.message(10) {
                    $0.message(1) {
                        $0.signed(6, -3)
                        $0.message(8) {
                            $0.signed(1, -2)
                            $0.packed(2, varints: [300])
                        }
                    }
                }
            })
        #expect(try transcoded(Self.metric(buckets)) == canonical(exponential))
    }

    @Test(arguments: ["[null]", "[1,null]", "[1.5]", "[[1]]", "[{}]", "1", "{}"]) func `refuses other lists`(
        json: String
    ) {
        #expect(throws: JSONError.self) {
            try transcoded(Self.metric("\"histogram\":{\"dataPoints\":[{\"bucketCounts\":\(json)}]}"))
        }
    }

    @Test(arguments: [
        "{}", "null", " \n{ } ", #"{"resourceMetrics":null}"#, #"{"resourceMetrics":[]}"#,
        #"{"unknown":[[],{"a":{}}]}"#,
        "{}garbage", "{}}", #"{"ResourceMetrics":1}"#,
    ]) func `takes requests without metrics`(json: String) throws {
        #expect(try transcoded(json) == [])
    }

    @Test(arguments: [
        ("", "parse error: premature EOF at byte 0"), ("[1,2]", "a request must be an object at byte 1"),
        ("1 ", "a request must be an object at byte 1"), ("{", "parse error: premature EOF at byte 1"),
        (#"{"resourceMetrics":"x"}"#, "resourceMetrics must be an array at byte 22"),
        (#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":1}]}]}]}"#, "name must be a string at byte 58"),
        (#"{"a":1,}"#, "parse error: invalid object key (must be a string) at byte 8"),
        ("{\"a\":\"\n\"}", "lexical error: invalid character inside string at byte 6"),
    ]) func `says what is wrong, and where`(json: String, message: String) {
        #expect { try transcoded(json) } throws: { "\($0)" == message }
    }

    @Test func `hands bytes that are no UTF-8 on`() throws {
        let text = Self.attribute(#"{"stringValue":"@"}"#)
        let bytes = text.utf8.flatMap { $0 == UInt8(ascii: "@") ? [0x61, 0xc3, 0xff] : [$0] }
        let expected = Self.message {
            $0.message(7) {
                $0.text(1, "k")
                $0.message(2) { $0.bytes(1, [0x61, 0xc3, 0xff]) }
            }
        }
        #expect(try transcoded(bytes) == canonical(expected))
    }

    // MARK: - Limits

    @Test(arguments: [
        #"{"a":"# + String(repeating: "[", count: 100_000), #"{"a":"# + String(repeating: #"{"a":"#, count: 100_000),
        attribute(String(repeating: #"{"arrayValue":{"values":["#, count: 10_000)),
    ]) func `refuses what is nested too deep`(json: String) {
        #expect {
            try transcoded(json)
        } throws: { ($0 as? JSONError)?.fault == .nestedTooDeep }
    }

    @Test func `refuses what becomes too large, and goes on`() throws {
        let transcoder = JSONTranscoder()
        let large = Array(Self.metric(#""histogram":{"dataPoints":[{"bucketCounts":[0,0,0,0,0,0,0,0,0,0]}]}"#).utf8)
        // The arrays outlive their spans.
        #expect {
            unsafe try transcoder.transcode(large.span.bytes, limit: 100)
        } throws: { ($0 as? JSONError)?.fault == .tooLarge }
        unsafe try transcoder.transcode(large.span.bytes, limit: 200)
        let message = transcoder.message
        let small = Array(Self.point(#""asInt":1"#).utf8)
        unsafe try transcoder.transcode(small.span.bytes, limit: 100)
        unsafe try transcoder.transcode(large.span.bytes, limit: 200)
        #expect(transcoder.message == message)
    }
}
