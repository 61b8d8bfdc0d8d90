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
            ("2025-10-09", .string("2025-10-09")), ("12:30:45", .string("12:30:45")),
            ("\"5\"", .string("5")), ("'true'", .string("true")), ("\"\"", .string("")), ("!!str 5", .string("5")),
            ("!!int \"5\"", .int(5)), ("!!float 5", .double(5)), ("!custom 5", .string("5")), ("! 5", .string("5")),
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

    @Test func `refuses a whole number beyond 63 bits`() throws {
        let reading = try Reading("x: 9223372036854775808") { $0.any("x") }
        #expect(
            reading.faults == [
                "1:4: nop::x: 9223372036854775808 is beyond 9223372036854775807, the greatest number here"
            ])
    }

    @Test(arguments: ["!!int five", "!!bool 5", "!!null 5", "!!binary aGk="])
    func `refuses a value that isn't what its tag says`(yaml: String) {
        #expect(throws: ConfigFault.self) { try value(of: yaml) }
    }
}
