import Configuration
import TestRandom
import Testing

struct YAMLDocumentTests {
    @Test(arguments: [
        ("x: \"open", "1:4: found unexpected end of stream while scanning a quoted scalar that begins here"),
        ("x: [1, 2\ny: 3", "2:2: did not find expected ',' or ']' while parsing a flow sequence that begins in line 1"),
        ("\tx: 1", "1:1: a tab stands here, and YAML indents with spaces"),
        ("x: @a", "1:4: a value that begins with @ needs quotes"),
        ("x: [`a]", "1:5: a value that begins with ` needs quotes"),
        ("x: 5%\ny: %5", "2:4: a value that begins with % needs quotes"),
        ("x: 1\ny:2\nz: 3", "2:1: a key needs a colon with a blank behind it, as in key: value"),
        (
            "x: a\ny: b: c",
            "2:5: mapping values are not allowed in this context: the line is indented wrongly, a text with a colon"
                + " needs quotes, or the key above a blank behind its colon"
        ),
        ("é: \u{1}", "1:4: control characters are not allowed"),
        ("x: *nowhere", "1:4: unknown anchor \"nowhere\""),
        ("x: &x [*x]", "1:8: unknown anchor \"x\""),
        ("<<: 5", "1:5: a merge key wants a map or a list of maps, not the number 5"),
        ("[a]: b", "1:1: a key must be text"),
        ("x: 1\n---\nx: 2", "2:1: a second document begins here; only one is read"),
        ("x: 1\n---\n---\n", "2:1: a second document begins here; only one is read"),
    ]) func `tells line and column of what can't be read`(yaml: String, expected: String) {
        let fault = #expect(throws: ConfigFault.self) { try Reading(yaml) { _ in } }
        #expect(fault?.description == "test.yaml:\(expected)")
    }

    @Test func `reports every key that stands twice`() throws {
        let reading = try Reading("x: 1\ny: {a: 1, a: 2}\nx: 2") { [$0.any("x"), $0.any("y")] }
        #expect(reading.settings == [.int(1), .map(["a": .int(1)])])
        #expect(
            reading.faults == [
                "2:11: the key \"a\" is already written in line 2", "3:1: the key \"x\" is already written in line 1",
            ])
    }

    @Test(
        arguments: [
            ("{<<: {a: 1, b: 2}, a: 3}", ["a": 3, "b": 2]),
            ("{a: 3, <<: [{a: 1, b: 2}, {b: 4, c: 5}]}", ["a": 3, "b": 2, "c": 5]),
            ("{\"<<\": 1}", ["<<": 1]),
        ] as [(String, [String: Int64])])
    func `merges maps, of which the map's own keys win and then the first`(yaml: String, expected: [String: Int64])
        throws
    {
        #expect(try value(of: yaml) == .map(expected.mapValues { .int($0) }))
    }

    @Test func `follows anchors and aliases`() throws {
        let reading = try Reading("base: &base {a: &one 1}\nx: [*base, *one]") { [$0.any("base"), $0.any("x")] }
        #expect(reading.settings[1] == .list([.map(["a": .int(1)]), .int(1)]))
    }

    @Test(arguments: [
        "x: 5\n---\n", "x: 5\n---\n# nothing\n...\n", "\u{FEFF}x: 5\n", "x: 5\r\n", "---\nx: 5\n...\n", "# x: 6\nx: 5",
        "? x\n: 5\n", "\"x\": 5",
    ])
    func `reads every way to write a key and its value`(yaml: String) throws {
        #expect(try Reading(yaml) { $0.any("x") }.settings == .int(5))
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "~"]) func `takes an empty text for an empty map`(yaml: String) throws
    {
        #expect(try Reading(yaml) { $0.bool("x", default: true) }.settings)
    }

    @Test func `refuses a bomb of aliases`() {
        let levels = (1...9).map {
            "l\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 9).joined(separator: ", "))]\n"
        }
        let fault = #expect(throws: ConfigFault.self) { try Reading("l0: &l0 lol\n" + levels.joined()) { _ in } }
        #expect(fault?.message == "more than 10000 values, counting aliases")
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000),
        String(repeating: "{a: ", count: 100_000),
        (0..<150).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
        "a: &a " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60) + "\nb: "
            + String(repeating: "[", count: 60) + "*a" + String(repeating: "]", count: 60),
    ]) func `refuses values that are nested too deep`(yaml: String) {
        let fault = #expect(throws: ConfigFault.self) { try Reading(yaml) { _ in } }
        #expect(fault?.message == "more than 100 lists and maps inside one another")
    }

    @Test func `never crashes on random bytes`() throws {
        let alphabet = Array("ab:-[]{}&*!|>'\"%@`#,?$<~ \n\t\r0.é\u{0}\u{FEFF}")
        var generator = SplitMix64(seed: 20)
        for _ in 0..<3000 {
            let text = generator.nextText(of: alphabet, below: 60)
            _ = try? Reading(text) { $0.any("a") }
        }
    }
}
