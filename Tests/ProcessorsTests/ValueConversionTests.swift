import Configuration
import MetricCore
import Testing

@testable import Processors

struct ValueConversionTests {
    @Test(
        arguments: [
            ("12", 12), ("+12", 12), ("-12", -12), ("007", 7), ("12.0", 12), ("1e3", 1000), ("1E+3", 1000),
            ("1_000", 1000), (".5", 0.5), ("5.", 5), ("inf", .infinity), ("-Infinity", -.infinity), ("+INF", .infinity),
            ("0x1p-2", 0.25), ("0X1.8P+1", 3), ("-0x_1_0p0", -16), ("0x.8p1", 1), ("1_0.0_1e1_0", 10.01e10),
            ("1e-400", 0),
            ("9223372036854775808", 9_223_372_036_854_775_808), ("1.7976931348623157e308", .greatestFiniteMagnitude),
        ] as [(String, Double)])
    func `reads numbers as Go does`(text: String, expected: Double) {
        #expect(Double(goText: text) == expected)
        #expect(AttributeValue.string(text).converted(to: .double) == .double(expected))
    }

    @Test(arguments: [
        "", " 12", "12 ", "0x10", "0x", "0xp1", "1e400", "-1e400", "ten", "1__0", "_1", "1_", "1_.0", "1._0", "1e_1",
        "1e1_",
        "0_x1p0", "0x1p_1", ".", "e1", "1e", "1e+", "+", "-", "+-1", "+nan", "infi", "in", "1,0", "١", "0b1", "1p1",
        "1e1.0",
        "0x1p", "0x1e1",
    ])
    func `leaves text that is no number`(text: String) {
        #expect(Double(goText: text) == nil)
        #expect(AttributeValue.string(text).converted(to: .double) == .string(text))
    }

    @Test func `reads what is no number`() {
        #expect(Double(goText: "NaN")?.isNaN == true)
    }

    @Test(
        arguments: [
            (.string("+12"), .int(12)), (.string("007"), .int(7)), (.string(" 12"), .string(" 12")),
            (.string("12.0"), .string("12.0")), (.string("1_000"), .string("1_000")), (.string(""), .string("")),
            (.string("9223372036854775808"), .string("9223372036854775808")), (.int(5), .int(5)),
            (.double(1.9), .int(1)), (.double(-1.9), .int(-1)), (.double(.nan), .int(.min)),
            (.double(1e19), .int(.min)),
            (.bool(true), .int(1)), (.bool(false), .int(0)), (.bytes([1]), .bytes([1])), (.empty, .empty),
        ] as [(AttributeValue, AttributeValue)])
    func `makes whole numbers`(value: AttributeValue, expected: AttributeValue) {
        #expect(value.converted(to: .int) == expected)
    }

    @Test(
        arguments: [
            (.string("etl"), "etl"), (.double(3), "3"), (.double(1e21), "1e+21"), (.double(-0.0), "-0"),
            (.bool(true), "true"), (.bytes([1, 2, 255]), "AQL/"), (.array([.string("a"), .int(1)]), #"["a",1]"#),
            (.empty, ""),
        ] as [(AttributeValue, String)])
    func `makes texts`(value: AttributeValue, expected: String) {
        #expect(value.converted(to: .string) == .string(expected))
    }

    @Test(
        arguments: [
            (.string(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (.string("etl"), "631fd8e1ffac93e47a9eeeaeb7c7ffa4ed64c93ebc79450f33ff81bd2ff69a91"),
            (.int(42), "ed049108bc18f2c64369e8d0ea42850bdd1a7d1dd340cfde716315579702a76c"),
            (.int(-7), "9db26f8ea010babf6afb228a7b257afe54c28f98cd0b246a2f16dc14d16336d7"),
            (.double(1.5), "e163f8cb0f7067a7fc78ca859a77f849aea3214f38fb75b884e4a16be725c905"),
            (.bool(true), "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"),
            (.bool(false), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (.bytes([1]), ""), (.array([]), ""), (.map([]), ""), (.empty, ""),
        ] as [(AttributeValue, String)])
    func `hashes values`(value: AttributeValue, expected: String) {
        #expect(value.hashed == .string(expected))
    }

    @Test func `settings have the type that they have in YAML`() {
        let setting = SettingValue.map(["b": .list([.int(1), .double(1.5), .null, .unsigned(.max)]), "a": .bool(true)])
        #expect(
            AttributeValue(setting)
                == .map([
                    Attribute(key: "a", value: .bool(true)),
                    Attribute(key: "b", value: .array([.int(1), .double(1.5), .empty, .int(-1)])),
                ]))
    }
}
