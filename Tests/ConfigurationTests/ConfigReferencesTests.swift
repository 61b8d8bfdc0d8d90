import Configuration
import Testing

struct ConfigReferencesTests {
    static let variables = [
        "NAME": "value", "NUMBER": "0123", "QUOTED": "\"3\"", "EMPTY": "", "MAP": "{a: 1}", "LIST": "[a, 2]",
        "OTHER": "${env:NAME}", "SPACED": " 7", "DOLLARS": "a$$b", "BROKEN": "a: b: c", "NAMED": "NAME",
        "DATE": "2025-10-09", "GREAT": "9223372036854775808",
    ]

    /// What the value `text` of a setting that takes anything becomes.
    private func expand(_ text: String) throws -> (field: SettingValue?, reading: ServiceReading) {
        let reading = try ServiceReading(
            [ServiceReading.smallest, "service: {telemetry: {logs: {initial_fields: {x: '\(text)'}}}}"],
            variables: Self.variables, files: ["map.yaml": "a: [1, two]\n", "text.txt": "one\n"])
        return (reading.fields["x"], reading)
    }

    @Test(
        arguments: [
            ("${env:NAME}", .string("value")), ("${NAME}", .string("value")), ("<${NAME}>", .string("<value>")),
            ("${NUMBER}", .int(83)), ("<${NUMBER}>", .string("<0123>")), ("${NUMBER}${NUMBER}", .string("01230123")),
            ("${SPACED}", .int(7)), ("${QUOTED}", .string("\"3\"")), ("${EMPTY}", .null), ("<${EMPTY}>", .string("<>")),
            ("${MAP}", .map(["a": .int(1)])), ("is ${MAP}", .string("is {a: 1}")),
            ("${LIST}", .list([.string("a"), .int(2)])), ("${BROKEN}", .string("a: b: c")),
            ("${OTHER}", .string("value")), ("${DATE}", .timestamp("2025-10-09")),
            ("${yaml:[9223372036854775808]}", .list([.unsigned(1 << 63)])),
            ("${env:${NAMED}}", .string("value")), ("${env:NA${yaml:ME}}", .string("value")),
            ("${env:UNSET:-5}", .int(5)), ("${env:UNSET:-}", .string("")), ("${env:EMPTY:-5}", .null),
            ("${env:UNSET:-a:-b}", .string("a:-b")), ("${env:UNSET:-{a: 1}}", .string("{a: 1}")),
            ("${env:UNSET:-${NAME}}", .string("value")), ("${yaml:[1, two]}", .list([.int(1), .string("two")])),
            ("${file:map.yaml}", .map(["a": .list([.int(1), .string("two")])])), ("${file:text.txt}", .string("one\n")),
            // A dollar sign that is none of these is one.
            ("$NAME", .string("$NAME")), ("a $ b", .string("a $ b")), ("a}b", .string("a}b")),
            ("${NAME", .string("${NAME")),
            ("${a ${NAME}", .string("${a value")),
            // otelcol expands an escaped reference after all if the same text holds another one.
            ("$$", .string("$")), ("$${NAME}", .string("${NAME}")),
            ("$${NAME} and ${NAME}", .string("${NAME} and value")),
            ("${NAME} and $${NAME}", .string("value and ${NAME}")), ("$$${NAME}", .string("$value")),
            ("$$$${NAME}", .string("$${NAME}")), ("${DOLLARS}", .string("a$b")),
        ] as [(String, SettingValue)])
    func `puts in what references stand for`(text: String, expected: SettingValue) throws {
        let (field, reading) = try expand(text)
        #expect(field == expected, "\(reading.faults)")
        #expect(reading.warnings.isEmpty)
    }

    @Test(arguments: [
        ("${env:a.b}", "environment variable \"a.b\" has an invalid name, which is letters, digits and _"),
        ("${}", "environment variable \"\" has an invalid name, which is letters, digits and _"),
        ("${UN_SET:-5}", "a default needs env: in front, as in ${env:UN_SET:-5}"),
        ("${env:A$B}", "a dollar sign can't stand inside of a reference: ${env:A$B}"),
        ("${GREAT}", "9223372036854775808 is beyond 9223372036854775807, the greatest number that a reference can be"),
        ("${vault:secret}", "the scheme \"vault\" is not supported (schemes: env, file, yaml)"),
        ("${file:none.yaml}", "unable to read the file none.yaml: No such file or directory"),
        (
            "${https://x/y}",
            "configuration is not read over https; fetch it into a file first (schemes: env, file, yaml)"
        ),
    ]) func `refuses what is no reference`(text: String, expected: String) throws {
        let faults = try expand(text).reading.faults
        #expect(faults == ["1.yaml:1:50: service::telemetry::logs::initial_fields::x: \(expected)"])
    }

    @Test func `tells of variables that aren't set, which mean the default`() throws {
        let reading = try ServiceReading(
            [
                ServiceReading.smallest,
                "processors: {wait: {timeout: \"${UNSET}\"}}\nservice: {pipelines: {metrics: {processors: [wait]}}}",
            ])
        #expect(
            reading.warnings == [
                "1.yaml:1:30: processors::wait::timeout: Configuration references unset environment variable: UNSET"
            ])
        let wait = reading.config?.processors[ComponentID(type: "wait")]
        #expect(wait?.settings as? Duration == .seconds(1))
    }

    @Test(arguments: [
        ("${NUMBER}", "0123"), ("${MAP}", "{a: 1}"), ("${EMPTY}", ""), ("${SPACED}", " 7"),
        ("${DATE}", "2025-10-09"), ("${GREAT}", "9223372036854775808"),
    ])
    func `gives text settings the whole text of a reference`(text: String, expected: String) throws {
        let reading = try ServiceReading(
            [ServiceReading.smallest, "exporters: {nop: {note: \"\(text)\"}}"], variables: Self.variables)
        #expect(reading.config?.exporters[ComponentID(type: "nop")]?.settings as? String == expected)
    }

    @Test func `looks at values, not at keys`() throws {
        let reading = try ServiceReading(
            [ServiceReading.smallest, "service: {telemetry: {logs: {initial_fields: {\"${NAME}\": \"${NAME}\"}}}}"],
            variables: Self.variables)
        #expect(reading.fields == ["${NAME}": .string("value")])
    }

    @Test(arguments: [
        // A loop, one through a list, texts that double, and lists that multiply.
        ["A": "${env:A}"], ["A": "[\"${env:B}\"]", "B": "{a: \"${env:A}\"}"],
        Dictionary(
            uniqueKeysWithValues: (0..<40).map {
                (
                    "A" + String(repeating: "A", count: $0),
                    "${A\(String(repeating: "A", count: $0 + 1))}${A\(String(repeating: "A", count: $0 + 1))}"
                )
            }),
        Dictionary(
            uniqueKeysWithValues: (0..<40).map {
                (
                    "A" + String(repeating: "A", count: $0),
                    "[${A\(String(repeating: "A", count: $0 + 1))}, '${A\(String(repeating: "A", count: $0 + 1))}']"
                )
            }),
    ]) func `refuses references that never end`(variables: [String: String]) throws {
        let reading = try ServiceReading(
            [ServiceReading.smallest, "service: {telemetry: {logs: {initial_fields: {x: \"${A}\"}}}}"],
            variables: variables)
        #expect(reading.faults.count == 1)
    }

    @Test func `takes many unclosed references for text`() throws {
        let text = String(repeating: "${", count: 100_000)
        #expect(try expand(text).field == .string(text))
    }
}
