import MetricCore
import Testing

struct AttributeTextTests {
    static let values: [(AttributeValue, text: String, typed: String)] = [
        (.empty, "", "Empty()"), (.string(""), "", "Str()"), (.string("a\"b\nc"), "a\"b\nc", "Str(a\"b\nc)"),
        (.bool(true), "true", "Bool(true)"), (.int(-7), "-7", "Int(-7)"),
        (.int(.min), "-9223372036854775808", "Int(-9223372036854775808)"), (.double(3), "3", "Double(3)"),
        (.double(1e300), "1e+300", "Double(1e+300)"), (.double(.infinity), "Infinity", "Double(Infinity)"),
        (.bytes([0xff, 0]), "/wA=", "Bytes(/wA=)"), (.array([]), "[]", "Slice([])"), (.map([]), "{}", "Map({})"),
        (
            .array([.int(1), .string("a"), .array([.bool(true)]), .empty]), #"[1,"a",[true],null]"#,
            #"Slice([1,"a",[true],null])"#
        ),
        (
            .map([
                Attribute(key: "b", value: .int(2)),
                Attribute(key: "a", value: .map([Attribute(key: "c", value: .double(1.5))])),
            ]), #"{"a":{"c":1.5},"b":2}"#, #"Map({"a":{"c":1.5},"b":2})"#
        ),
    ]

    @Test(arguments: values)
    func `shows values as text`(value: AttributeValue, text: String, typed: String) {
        #expect(value.text == text)
        var buffer = TextBuffer()
        buffer.append(typed: value)
        #expect(buffer.text == typed)
    }

    static let strings: [(String, String)] = [
        ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\u{8}\u{c}", #""\n\r\t\b\f""#),
        ("\0\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""),
        ("<a&b>", #""<a&b>""#), ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("größe 😀", #""größe 😀""#),
        ("\r\n", #""\r\n""#),
    ]

    @Test(arguments: strings)
    func `escapes text in JSON`(string: String, expected: String) {
        #expect(AttributeValue.array([.string(string)]).text == "[" + expected + "]")
    }

    @Test func `shows what JSON has no form for as text`() {
        let value = AttributeValue.array([.double(.nan), .double(-.infinity), .bytes([1]), .double(-0.0)])
        #expect(value.text == #"["NaN","-Infinity","AQ==",-0]"#)
    }

    @Test func `keeps the last of equal keys`() {
        let value = AttributeValue.map([
            Attribute(key: "k", value: .int(1)), Attribute(key: "a", value: .int(2)),
            Attribute(key: "k", value: .int(3)),
        ])
        #expect(value.text == #"{"a":2,"k":3}"#)
    }

    static let base64: [(String, String)] = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("??>~", "Pz8+fg=="),
    ]

    @Test(arguments: base64)
    func `encodes bytes in base64`(bytes: String, expected: String) {
        #expect(AttributeValue.bytes(Array(bytes.utf8)).text == expected)
    }
}
