import Foundation
import Testing

/// Files that otelcol 0.161 takes or refuses, and what it said about them: Tests/Fixtures/config.
struct GoldenConfigTests {
    static let folder = fixtures.appending(path: "config")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

    /// Files that Windsock treats otherwise, on purpose.
    static let differences: [String: Int32] = [
        // otelcol finds a bad address when it starts.
        "endpoint-bare-ipv6": 1, "endpoint-port-too-big": 1, "endpoint-port-word": 1, "endpoint-with-scheme": 1,
        // otelcol cuts fractions off and lets numbers wrap around.
        "starts-float-duration": 1, "starts-float-for-int": 1, "starts-int-overflow": 1,
        // otelcol passes over unknown keys in some sections.
        "starts-unknown-key-http-server": 1, "starts-unknown-key-prometheus-exporter": 1,
        // otelcol finds a bad encoding when it starts.
        "telemetry-logs-encoding": 1,
        // Taken as the old name of debug.
        "type-removed-logging-exporter-unused": 0,
        // What no attribute can be is the processor's to say, and this is only its double.
        "type-date-as-attribute-value": 0,
    ]

    /// What `otelcol validate` says about each file, and its exit status.
    static let otelcol = entries("otelcol.txt")
    /// What Windsock says about each file that it refuses.
    static let refusals = entries("refusals.txt")

    /// The entries of a file of several, each below a line `== NAME`.
    static func entries(_ file: String) -> [String: String] {
        (text(file, in: folder) ?? "").components(separatedBy: "== ").dropFirst()
            .reduce(into: [:]) { result, entry in
                let lines = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                result[String(lines[0])] = String(lines[1])
            }
    }

    static func validate(_ name: String) -> CommandLineRun {
        CommandLineRun(
            ["validate", "--config", "\(name).yaml"], variables: ["OTLP_PORT": "4318", "PAGE_PORT": "8889"],
            files: files(in: folder))
    }

    @Test(arguments: names) func `takes and refuses what otelcol does`(name: String) throws {
        let expected = try #require(Self.otelcol[name])
        let otelcolStatus: Int32 = expected.hasPrefix("exit status 0") ? 0 : 1
        let run = Self.validate(name)
        #expect(run.status == Self.differences[name] ?? otelcolStatus, "\(run.errors)")
        #expect(Self.differences[name] != otelcolStatus, "no difference any more")
    }

    @Test(arguments: names) func `says what is wrong, and where`(name: String) {
        let run = Self.validate(name)
        #expect(Self.refusals[name] == (run.status == 0 ? nil : run.errors))
    }

    /// `UPDATE_GOLDEN=1 swift test --filter GoldenConfigTests`, then read the difference before you commit it.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil))
    func `writes down anew what is wrong`() throws {
        let entries = Self.names.map { ($0, Self.validate($0)) }.filter { $0.1.status != 0 }
            .map { "== \($0.0)\n\($0.1.errors)" }
        try Data(entries.joined().utf8).write(to: Self.folder.appending(path: "refusals.txt"))
    }
}
