import Configuration
import Testing

struct ConfigTreeTests {
    /// The field `x` after merging sources of the fields.
    private func merge(_ fields: [String], settings: [String] = []) throws -> ServiceReading {
        try ServiceReading(
            [ServiceReading.smallest] + fields.map { "service: {telemetry: {logs: {initial_fields: \($0)}}}" },
            settings: settings)
    }

    @Test(
        arguments: [
            (["{x: 1}", "{x: 2}"], .int(2)), (["{x: [1]}", "{x: [2]}"], .list([.int(2)])),
            (["{x: {a: 1, b: 1}}", "{x: {a: 2, c: 2}}"], .map(["a": .int(2), "b": .int(1), "c": .int(2)])),
            (["{x: {a: 1}}", "{x: 2}"], .int(2)), (["{x: 1}", "{x: {a: 2}}"], .map(["a": .int(2)])),
            (["{x: }", "{x: {a: 2}}"], .map(["a": .int(2)])), (["{x: 5}", "{x: }"], .null),
            (["{x: [5]}", "{x: ~}"], .null),
            (["{\"x::a::b\": 1}", "{x: {\"a::c\": 2}}"], .map(["a": .map(["b": .int(1), "c": .int(2)])])),
            (["{x: [{\"a::b\": 1}]}"], .list([.map(["a::b": .int(1)])])),
        ] as [([String], SettingValue)])
    func `merges maps key by key and replaces anything else`(fields: [String], expected: SettingValue) throws {
        #expect(try merge(fields).fields["x"] == expected)
    }

    @Test func `keeps a map that a later null would erase in otelcol, and says so`() throws {
        let reading = try merge(["{x: {a: 1}}", "{x: }"])
        #expect(reading.fields["x"] == .map(["a": .int(1)]))
        #expect(
            reading.warnings == [
                "2.yaml:1:47: service::telemetry::logs::initial_fields::x: nothing is written here, so what 1.yaml:1:50 says stays as it is"
            ])
    }

    @Test(
        arguments: [
            ("x=5", .int(5)), ("x=true", .bool(true)), ("x=", .null), ("x=[a, 1]", .list([.string("a"), .int(1)])),
            ("x={a: 1}", .map(["a": .int(1)])), ("x=\"5\"", .string("5")), ("x=y=z", .string("y=z")),
            ("x= a, b ", .string("a, b")),
            ("x.y=1", .map(["y": .int(1)])), ("x::y=1", .map(["y": .int(1)])),
        ] as [(String, SettingValue)])
    func `takes single settings of the command line after all files`(setting: String, expected: SettingValue) throws {
        let reading = try merge(["{x: first}"], settings: ["service.telemetry.logs.initial_fields.\(setting)"])
        #expect(reading.fields["x"] == expected, "\(reading.faults)")
    }

    @Test func `names the source and the key where there are no lines`() throws {
        let reading = try merge([], settings: ["exporters.nop.nite=a", "exporters.nop.note=x: y"])
        #expect(reading.faults.count == 1)
        #expect(reading.faults[0].hasPrefix("--set exporters.nop.note: mapping values are not allowed in this context"))
        let other = try merge([], settings: ["exporters.nop.nite=a"])
        #expect(
            other.faults == [
                "--set exporters.nop.nite: exporters::nop::nite: unknown key; did you mean note? (known keys: note)"
            ])
    }

    @Test func `reports the faults of all sources together, sorted`() throws {
        let reading = try ServiceReading(["a: 1\nb: \"", "x: {y: 1, y: 2}", "- a"])
        #expect(
            reading.faults == [
                "0.yaml:2:4: found unexpected end of stream while scanning a quoted scalar that begins here",
                "1.yaml:1:11: the key \"y\" is already written in line 1",
                "2.yaml:1:1: a configuration is a map, found a list",
            ])
    }

    @Test(arguments: [
        (
            "exporters::nop::note: a\nexporters: {nop: {note: b}}",
            "1.yaml:2:19: the key \"note\" is already written at 1.yaml:1:1"
        ),
        ("exporters::nop: a\nexporters::nop::note: b", "1.yaml:2:1: the key \"nop\" is already written at 1.yaml:1:1"),
    ]) func `refuses a setting that two keys of one source lead to`(yaml: String, expected: String) throws {
        #expect(try ServiceReading([ServiceReading.smallest, yaml]).faults.contains(expected))
    }

    @Test func `refuses more than one value behind a key of the command line`() throws {
        #expect(try merge([], settings: ["x=1\ny: 2"]).faults == ["--set x: more than one value"])
    }

    @Test func `refuses keys that lead too deep`() throws {
        let reading = try ServiceReading([Array(repeating: "a", count: 200).joined(separator: "::") + ": 1"])
        #expect(reading.faults == ["0.yaml:1:1: more than 100 maps inside one another"])
    }

    @Test(arguments: [
        ("env:CONFIG", "env:CONFIG:1:13"), ("env:UNSET:-{exporters: {nop: {note: 1}}}", "env:UNSET:1:1"),
        ("yaml:exporters::nop::note: 1", "--config yaml"), ("file:other.yaml", "other.yaml:1:1"),
        ("other.yaml", "other.yaml:1:1"),
    ]) func `reads every kind of source`(text: String, expected: String) throws {
        let environment = ConfigEnvironment(
            variables: ["CONFIG": "exporters: {nop: {note: 1}}"],
            files: ["base.yaml": ServiceReading.smallest, "other.yaml": "exporters: {nop: {note: 1}}"])
        let reading = ServiceReading(
            [try ConfigSource(parsing: "base.yaml"), try ConfigSource(parsing: text)], environment: environment)
        let fault = try #require(reading.faults.first)
        #expect(fault.hasPrefix(expected.split(separator: ":1:").first ?? ""))
        #expect(fault.hasSuffix("exporters::nop::note: expected text, which needs quotes here, found the number 1"))
    }

    @Test(
        arguments: [
            ("", .empty), ("http://localhost/a.yaml", .unsupportedScheme("http")),
            ("FILE:a.yaml", .unsupportedScheme("FILE")),
        ] as [(String, ConfigSource.Fault)])
    func `refuses sources of other schemes`(text: String, fault: ConfigSource.Fault) {
        #expect(throws: fault) { try ConfigSource(parsing: text) }
    }

    @Test(
        arguments: [("a.b", .missingEqualSign), ("a..b=1", .emptyKey), ("=1", .emptyKey)]
            as [(String, ConfigSource.Fault)])
    func `refuses settings without key or equal sign`(text: String, fault: ConfigSource.Fault) {
        #expect(throws: fault) { try ConfigSource(parsingSetting: text) }
    }

    @Test func `tells why a file can't be read`() throws {
        let sources = try ["/nowhere/a.yaml", "/", "/dev/zero"].map { try ConfigSource(parsing: $0) }
        #expect(
            ServiceReading(sources, environment: .process).faults == [
                "/nowhere/a.yaml: unable to read the file: No such file or directory",
                "/: unable to read the file: Is a directory", "/dev/zero: unable to read the file: more than 4 MiB",
            ])
    }
}
