import Configuration
import Testing

struct YAMLScalarTests {
    @Test(
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("nULL", .string("nULL")),
            ("true", .bool(true)), ("FALSE", .bool(false)), ("yes", .string("yes")), ("off", .string("off")),
            ("5", .int(5)), ("-5", .int(-5)), ("+5", .int(5)), ("1_000", .int(1000)), ("0x1F", .int(31)),
            ("-0x1F", .int(-31)), ("0o17", .int(15)), ("0b101", .int(5)), ("0100", .int(64)), ("08", .double(8)),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("99999999999999999999", .double(1e20)), ("1.5", .double(1.5)), (".5", .double(0.5)),
            ("1e3", .double(1000)),
            ("1e-3", .double(0.001)), (".inf", .double(.infinity)), ("-.Inf", .double(-.infinity)),
            ("1.2.3", .string("1.2.3")), ("0x", .string("0x")), ("--5", .string("--5")), ("5s", .string("5s")),
            ("inf", .string("inf")), ("1e", .string("1e")), ("0x1p3", .string("0x1p3")),
            ("9223372036854775808", .unsigned(1 << 63)), ("18446744073709551615", .unsigned(.max)),
            ("0xFFFFFFFFFFFFFFFF", .unsigned(.max)), ("18446744073709551616", .double(0x1p64)),
            ("+9223372036854775808", .double(0x1p63)), ("-9223372036854775809", .double(-0x1p63)),
            ("+0xFFFFFFFFFFFFFFFF", .string("+0xFFFFFFFFFFFFFFFF")), ("1e400", .string("1e400")),
            ("1_0.5", .double(10.5)), (".5_0", .string(".5_0")), ("12:30:45", .string("12:30:45")),
            ("\"5\"", .string("5")), ("'true'", .string("true")), ("\"\"", .string("")), ("!!str 5", .string("5")),
            ("!!int \"5\"", .int(5)), ("!!float 5", .double(5)), ("!custom 5", .string("5")), ("! 5", .int(5)),
            ("! '5'", .string("5")), ("!!str 2025-10-09", .string("2025-10-09")), ("!!str", .string("")),
            ("!!int 18446744073709551615", .unsigned(.max)), ("!!float \"1.5\"", .double(1.5)),
            ("!!bool 'true'", .bool(true)), ("!!null ''", .null), ("!!null ~", .null), ("!!set 5", .string("5")),
            ("!!timestamp '2025-10-09'", .timestamp("2025-10-09")),
            ("!!binary aGk=", .string("hi")), ("!!binary |\n  aGVs\n  bG8=", .string("hello")),
            ("!!binary ''", .string("")), ("!!binary /w==", .string("\u{FFFD}")),
        ] as [(String, SettingValue)])
    func `reads scalars as go-yaml does`(yaml: String, expected: SettingValue) throws {
        #expect(try value(of: yaml) ?? .null == expected)
    }

    @Test func `reads not-a-number`() throws {
        guard case .double(let number) = try value(of: ".nan") else {
            throw ConfigFault(at: SourceLocation(source: ""), "")
        }
        #expect(number.isNaN)
    }

    @Test(arguments: [
        "2025-10-09", "2025-1-9", "0000-02-29", "2024-02-29", "2025-10-09T08:53:20Z", "2025-10-9t8:5:2+02:00",
        "2001-12-14t21:59:43.10-05:00", "2025-10-09T08:53:20.123456789012Z", "2025-10-09T08:53:20,5Z",
        "2025-10-09 08:53:20", "2025-10-09   8:53:20.5", "2025-10-09T08:53:20+24:60",
    ]) func `takes a date, with a time or without, for a time`(text: String) throws {
        #expect(try value(of: text) == .timestamp(text))
        #expect(try value(of: "'\(text)'") == .string(text))
    }

    @Test(arguments: [
        "2025-13-01", "2025-00-01", "2025-02-30", "2025-02-29", "1900-02-29", "2025-04-31", "2025-10-00", "2025-10-001",
        "2025-10", "25-10-09", "02025-10-09", "2025/10/09", "2025-10-09T08:53:20", "2025-10-09 08:53:20Z",
        "2001-12-14 21:59:43.10 -5", "2025-10-09T08:53Z", "2025-10-09T24:00:00Z", "2025-10-09T08:60:00Z",
        "2025-10-09T08:53:60Z", "2025-10-09T08:53:20.Z", "2025-10-09T08:53:20+2:00", "2025-10-09T08:53:20+0200",
        "2025-10-09T08:53:20+25:00", "2025-10-09T08:53:20z", "2025-10-09x", "-2025-10-09", "2025-10-09T",
    ]) func `takes what only resembles a date for text`(text: String) throws {
        #expect(try value(of: text) == .string(text))
    }

    @Test(arguments: [
        "!!int five", "!!int 1.5", "!!int 2025-10-09", "!!bool 5", "!!bool yes", "!!null 5", "!!float x",
        "!!float 18446744073709551615", "!!timestamp 5", "!!timestamp ''", "!!binary a", "!!binary a-k=",
    ])
    func `refuses a value that isn't what its tag says`(yaml: String) {
        #expect(throws: ConfigFault.self) { try value(of: yaml) }
    }

    @Test func `takes no time for a text`() throws {
        let reading = try Reading("x: 2025-10-09\ny: [2025-10-09]\nz: {a: 2025-10-09}") { section in
            (section.optionalString("x"), section.stringList("y", default: []), section.stringMap("z"))
        }
        #expect(
            reading.faults == [
                "1:4: nop::x: expected text, which needs quotes here, found the time 2025-10-09",
                "2:5: nop::y[0]: expected text, which needs quotes here, found the time 2025-10-09",
                "3:8: nop::z::a: expected text, which needs quotes here, found the time 2025-10-09",
            ])
    }
}
