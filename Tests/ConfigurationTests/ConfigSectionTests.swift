import Configuration
import Testing

struct ConfigSectionTests {
    @Test(
        arguments: [
            ("x: true", true, nil), ("x:", false, nil), ("", false, nil),
            ("x: yes", false, "1:4: nop::x: expected true or false, found the text \"yes\""),
            ("x: 1", false, "1:4: nop::x: expected true or false, found the number 1"),
        ] as [(String, Bool, String?)])
    func `reads true and false`(yaml: String, expected: Bool, fault: String?) throws {
        let reading = try Reading(yaml) { $0.bool("x", default: false) }
        #expect(reading.settings == expected)
        #expect(reading.faults.first == fault)
    }

    @Test(
        arguments: [
            ("5", 5, nil), ("null", 3, nil), ("5.0", 5, nil), ("1e2", 100, nil),
            ("0", 3, "a whole number from 1 to 100"),
            ("101", 3, "a whole number from 1 to 100"), ("1.9", 3, "a whole number from 1 to 100"),
            ("\"5\"", 3, "a whole number from 1 to 100"), ("[5]", 3, "a whole number from 1 to 100"),
            ("18446744073709551615", 3, "a whole number from 1 to 100"), (".inf", 3, "a whole number from 1 to 100"),
        ] as [(String, Int, String?)])
    func `reads whole numbers`(yaml: String, expected: Int, wanted: String?) throws {
        let reading = try Reading("x: \(yaml)") { $0.int("x", default: 3, in: 1...100) }
        #expect(reading.settings == expected)
        #expect(reading.faults.first?.contains("expected \(wanted ?? ""), found") == (wanted == nil ? nil : true))
    }

    @Test(arguments: [("0.5", 0.5, 0), ("1", 1, 0), ("~", 0.1, 0), ("2", 0.1, 1), ("x", 0.1, 1), (".nan", 0.1, 1)])
    func `reads numbers`(yaml: String, expected: Double, faults: Int) throws {
        let reading = try Reading("x: \(yaml)") { $0.double("x", default: 0.1, in: 0...1) }
        #expect(reading.settings == expected)
        #expect(reading.faults.count == faults)
    }

    @Test(
        arguments: [
            ("x: word", "word", nil), ("x: \"5\"", "5", nil), ("x: ''", "", nil), ("x:", "default", nil),
            ("x: 5", "default", "1:4: nop::x: expected text, which needs quotes here, found the number 5"),
            ("x: [a]", "default", "1:4: nop::x: expected text, found a list"),
        ] as [(String, String, String?)])
    func `reads text`(yaml: String, expected: String, fault: String?) throws {
        let reading = try Reading(yaml) { $0.string("x", default: "default") }
        #expect(reading.settings == expected)
        #expect(reading.faults.first == fault)
    }

    @Test(
        arguments: [
            ("x: word", "word", nil), ("x: ''", "", "1:4: nop::x: is required and is empty here"),
            ("x:", "", "1:1: nop::x: is required and is empty here"),
            ("", "", "1:1: nop::x: is required and isn't written"),
            ("x: 5", "", "1:4: nop::x: expected text, which needs quotes here, found the number 5"),
        ] as [(String, String, String?)])
    func `reads text that must not be empty`(yaml: String, expected: String, fault: String?) throws {
        let reading = try Reading(yaml) { $0.nonEmptyString("x") }
        #expect(reading.settings == expected)
        #expect(reading.faults == (fault.map { [$0] } ?? []))
    }

    /// What some texts are refused with.
    private struct Oddness: Error, CustomStringConvertible {
        let description = "that is odd"
    }

    private static func countLetters(_ text: String) throws(Oddness) -> Int {
        guard text.count % 2 == 0 else { throw Oddness() }
        return text.count
    }

    @Test(
        arguments: [
            ("x: ab", 2, nil), ("", nil, nil), ("x:", nil, nil), ("x: ''", nil, nil),
            ("x: abc", nil, "1:4: nop::x: \"abc\": that is odd"),
        ] as [(String, Int?, String?)])
    func `makes something of text`(yaml: String, expected: Int?, fault: String?) throws {
        let optional = try Reading(yaml) { $0.optional("x", as: Self.countLetters) }
        #expect(optional.settings == expected)
        #expect(optional.faults.first == fault)
        let required = try Reading(yaml) { $0.required("x", as: Self.countLetters) }
        #expect(required.settings == expected)
        #expect(required.faults.count == (expected == nil ? 1 : 0))
    }

    @Test(
        arguments: [
            ("x: [ab, abcd]", [2, 4], nil), ("x: ab,abcd", [2, 4], nil), ("", [], nil), ("x:", [], nil),
            ("x:\n  - ab\n  - abc\n", [2], "3:5: nop::x[1]: \"abc\": that is odd"),
            ("x: [ab, 5]", [2], "1:9: nop::x[1]: expected text, which needs quotes here, found the number 5"),
        ] as [(String, [Int], String?)])
    func `makes something of each text of a list`(yaml: String, expected: [Int], fault: String?) throws {
        let reading = try Reading(yaml) { $0.list("x", of: Self.countLetters) }
        #expect(reading.settings == expected)
        #expect(reading.faults.first == fault)
    }

    @Test(arguments: [("x: B", 2, 0), ("x: c", nil, 1), ("x:", nil, 1), ("", nil, 1)] as [(String, Int?, Int)])
    func `reads a word that must be written`(yaml: String, expected: Int?, faults: Int) throws {
        let reading = try Reading(yaml) { $0.choice("x", named: ["a": 1, "b": 2]) }
        #expect(reading.settings == expected)
        #expect(reading.faults.count == faults)
    }

    @Test(
        arguments: [("x: {y: 2}", 2, 0), ("x: {}", 1, 0), ("x:", nil, 0), ("", nil, 0), ("x: 5", 1, 1)]
            as [(String, Int?, Int)])
    func `reads a section if it is written`(yaml: String, expected: Int?, faults: Int) throws {
        let reading = try Reading(yaml) { section in
            section.sectionIfWritten("x") { $0.int("y", default: 1, in: 0...9) }
        }
        #expect(reading.settings == expected)
        #expect(reading.faults.count == faults)
    }

    @Test func `reports a required setting that isn't written, at its section`() throws {
        let reading = try Reading("\nouter: {y: 1}") { section in
            section.section("outer") { section in
                _ = section.optionalInt("y", in: 0...1)
                _ = section.string("x")
                _ = section.endpoint("z")
            }
        }
        #expect(
            reading.faults == [
                "2:8: nop::outer::x: is required and isn't written",
                "2:8: nop::outer::z: is required and isn't written",
            ])
    }

    @Test func `reports a required setting that is empty, where it is`() throws {
        let reading = try Reading("outer:\n  x: ~\n  y:\n") { section in
            section.section("outer") { section in
                _ = section.string("x")
                _ = section.endpoint("y")
            }
        }
        #expect(
            reading.faults == [
                "2:3: nop::outer::x: is required and is empty here",
                "3:3: nop::outer::y: is required and is empty here",
            ])
    }

    @Test(arguments: [
        ("x: 0123", "1:4: nop::x: expected text, which needs quotes here, found the number 0123"),
        ("x: 1e3", "1:4: nop::x: expected text, which needs quotes here, found the number 1e3"),
        (
            "x: 1\(String(repeating: "0", count: 40))",
            "1:4: nop::x: expected text, which needs quotes here, found the number 1e+40"
        ),
    ]) func `shows a number as it was written`(yaml: String, fault: String) throws {
        #expect(try Reading(yaml) { $0.optionalString("x") }.faults == [fault])
    }

    @Test(arguments: [
        ("inner:endpoint", "found the text \"inner:endpoint\""),
        (
            "endpoint:0.0.0.0:4318",
            "found the text \"endpoint:0.0.0.0:4318\"; a blank is missing behind the colon of endpoint:"
        ),
        ("[endpoint]", "found a list"),
    ]) func `says of a section that is no map only that, and whether a blank is missing`(yaml: String, found: String)
        throws
    {
        let reading = try Reading("x: \(yaml)") { section in
            section.section("x") { section in
                _ = section.endpoint("endpoint")
                section.fail("must have something")
            }
        }
        #expect(reading.faults == ["1:4: nop::x: expected a map of settings, \(found)"])
    }

    @Test func `tells where misplaced keys belong`() throws {
        let reading = try Reading("http: {}\nhtpp: {}") { section in
            _ = section.any("protocols")
            section.misplaced(["http": "protocols"])
        }
        #expect(
            reading.faults == [
                "1:1: nop::http: unknown key; it belongs under nop::protocols",
                "2:1: nop::htpp: unknown key (known keys: protocols)",
            ])
    }

    @Test func `never shows a secret in a message`() throws {
        let reading = try Reading("x: 12345\ny: {key: [hidden]}") { section in
            _ = section.secret("x")
            _ = section.stringMap("y", secret: true)
        }
        #expect(
            reading.faults == [
                "1:4: nop::x: expected text, which needs quotes here", "2:10: nop::y::key: expected text",
            ])
    }

    @Test(
        arguments: [
            ("basic", "b", nil), ("DETAILED", "d", nil), ("~", "b", nil),
            ("detaild", "b", "expected one of basic, detailed, found the text \"detaild\"; did you mean detailed?"),
            ("5", "b", "expected one of basic, detailed, found the number 5"),
            ("\"it's\\n\"", "b", "expected one of basic, detailed, found the text \"it's\\n\""),
        ] as [(String, String, String?)])
    func `reads one of a few words, whatever their case`(yaml: String, expected: String, fault: String?) throws {
        let reading = try Reading("x: \(yaml)") {
            $0.choice("x", default: "b", named: ["basic": "b", "detailed": "d"])
        }
        #expect(reading.settings == expected)
        #expect(reading.faults == (fault.map { ["1:4: nop::x: \($0)"] } ?? []))
    }

    @Test(
        arguments: [
            ("5s", 5, nil), ("0", 0, nil), ("~", 9, nil), ("5", 9, "expected a duration with its unit"),
            ("0.5", 9, "expected a duration with its unit"), ("\"5\"", 9, "\"5\": a duration needs a unit"),
            ("-5s", 9, "must be at least 0s, found -5s"), ("5d", 9, "\"d\" is no unit of time"),
        ] as [(String, Int, String?)])
    func `reads durations, of bare numbers only zero`(yaml: String, seconds: Int, fault: String?) throws {
        let reading = try Reading("x: \(yaml)") { $0.duration("x", default: .seconds(9)) }
        #expect(reading.settings == .seconds(seconds))
        #expect(reading.faults.first?.contains(fault ?? "") == (fault == nil ? nil : true))
    }

    @Test func `refuses a duration that isn't positive where it must be`() throws {
        let reading = try Reading("x: 0") { $0.duration("x", default: .seconds(9), atLeast: .nanoseconds(1)) }
        #expect(reading.faults == ["1:4: nop::x: must be greater than 0, found 0s"])
    }

    @Test(
        arguments: [
            ("[a, b]", ["a", "b"], 0), ("a", ["a"], 0), ("\"a, b\"", ["a", " b"], 0), ("\"\"", [], 0),
            ("~", ["default"], 0),
            ("[a, 1]", ["a"], 1), ("5", ["default"], 1), ("{a: b}", ["default"], 1),
        ] as [(String, [String], Int)])
    func `reads lists of texts, also from one text with commas`(yaml: String, expected: [String], faults: Int) throws {
        let reading = try Reading("x: \(yaml)") { $0.stringList("x", default: ["default"]) }
        #expect(reading.settings == expected)
        #expect(reading.faults.count == faults)
    }

    @Test(
        arguments: [
            ("{a: b, c: ~}", ["a": "b", "c": ""], nil), ("~", [:], nil),
            ("{a: 1}", [:], "1:8: nop::x::a: expected text, which needs quotes here, found the number 1"),
            ("[a]", [:], "1:4: nop::x: expected a map of texts, found a list"),
        ] as [(String, [String: String], String?)])
    func `reads maps of texts`(yaml: String, expected: [String: String], fault: String?) throws {
        let reading = try Reading("x: \(yaml)") { $0.stringMap("x") }
        #expect(reading.settings == expected)
        #expect(reading.faults.first == fault)
    }

    @Test(
        arguments: [
            ("", false, nil), ("", true, 7), ("x:", false, 7), ("x: {y: 5}", false, 5),
            ("x: {enabled: false}", true, nil),
            ("x: {enabled: true}", false, 7),
        ] as [(String, Bool, Int?)])
    func `reads sections that can be there or not`(yaml: String, enabledByDefault: Bool, expected: Int?) throws {
        let reading = try Reading(yaml) { section in
            section.optionalSection("x", enabledByDefault: enabledByDefault) { $0.int("y", default: 7, in: 0...9) }
        }
        #expect(reading.settings == expected)
        #expect(reading.faults.isEmpty)
    }

    @Test func `reads lists of sections and names their items by number`() throws {
        let reading = try Reading("x:\n  - {key: a}\n  - {kye: b}\n  - word") { section in
            section.sections("x") { $0.string("key", default: "none") }
        }
        #expect(reading.settings == ["a", "none", "none"])
        #expect(
            reading.faults == [
                "3:6: nop::x[1]::kye: unknown key; did you mean key? (known keys: key)",
                "4:5: nop::x[2]: expected a map of settings, found the text \"word\"",
            ])
    }

    @Test func `reports every key that nobody asked for`() throws {
        let reading = try Reading("endpont: x\nwhatever: 5\nEndpoint: y") { section in
            _ = section.optionalString("endpoint")
            _ = section.optionalString("namespace")
        }
        #expect(
            reading.faults == [
                "1:1: nop::endpont: unknown key; did you mean endpoint? (known keys: endpoint, namespace)",
                "2:1: nop::whatever: unknown key (known keys: endpoint, namespace)",
                "3:1: nop::Endpoint: unknown key; did you mean endpoint? (known keys: endpoint, namespace)",
            ])
    }

    @Test func `refuses settings of otelcol that Windsock lacks, and suggests none of them`() throws {
        let reading = try Reading("tls: {insecure: true}\ntsl: 1\nold: 1") { section in
            section.refuse("tls", "auth")
            section.refuse("old", because: "was removed")
            return section.location(of: "tls")
        }
        #expect(
            reading.faults == [
                "1:1: nop::tls: is a setting of otelcol that Windsock does not have yet: remove it",
                "2:1: nop::tsl: unknown key (known keys: none)",
                "3:1: nop::old: was removed",
            ])
        #expect(reading.settings.description == "test.yaml:1:6")
    }

    @Test func `warns, and makes what is left out a fault if strict`() throws {
        func read(_ section: ConfigSection) {
            _ = section.any("old")
            _ = section.any("grpc")
            section.warn(at: "old", "is deprecated")
            section.leaveOut("grpc", "is not served yet")
        }
        let lenient = try Reading("old: 1\ngrpc:", read)
        #expect(lenient.warnings == ["1:6: nop::old: is deprecated", "2:1: nop::grpc: is not served yet"])
        #expect(lenient.faults.isEmpty)
        let strict = try Reading("old: 1\ngrpc:", strict: true, read)
        #expect(strict.warnings == ["1:6: nop::old: is deprecated"])
        #expect(strict.faults == ["2:1: nop::grpc: is not served yet"])
    }
}
