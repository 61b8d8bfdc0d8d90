import Configuration
import Foundation
import Testing

/// Command lines of otelcol 0.161 about references, merging and `--set`, and what it printed: Tests/Fixtures/expand.
///
/// A folder's `cmd` tells in a comment which parts of the printed configuration matter.
struct GoldenExpandTests {
    static let folder = fixtures.appending(path: "expand")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    /// The parts that Windsock prints otherwise, on purpose: what isn't set means the default.
    static let differences: [String: [String: SettingValue]] = [
        "env-unset-endpoint": ["receivers::otlp::protocols::http::endpoint": .string("localhost:4318")],
        "env-unset": [
            "processors::batch": .map([
                "metadata_cardinality_limit": .int(1000), "metadata_keys": .list([]), "send_batch_max_size": .int(0),
                "send_batch_size": .int(8192), "timeout": .string("200ms"),
            ])
        ],
    ]

    @Test(arguments: names) func `prints what otelcol prints`(name: String) throws {
        let folder = Self.folder.appending(path: name)
        let command = try #require(text("cmd", in: folder))
        let result = try #require(text("result.txt", in: folder))
        let run = CommandLineRun(
            words(of: command), variables: try variables(in: folder), files: files(in: folder))

        #expect(run.status == (result.hasPrefix("exit status 0") ? 0 : 1), "\(run.errors)")
        guard run.status == 0, let page = result.components(separatedBy: "--- stdout\n").last else { return }
        for path in partsToLookAt(command) {
            let expected = try Self.differences[name]?[path] ?? part(path, of: page)
            #expect(try part(path, of: run.output) == expected, "\(path)")
        }
    }

    /// The words of the command line, of which only single quotes are special, without the program's name.
    private func words(of command: String) -> [String] {
        let line = command.split(separator: "\n").last { !$0.hasPrefix("#") } ?? ""
        var words: [String] = []
        for (place, piece) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            let isQuoted = place % 2 == 1
            let parts = isQuoted ? [String(piece)] : piece.components(separatedBy: " ")
            words = words.dropLast() + [(words.last ?? "") + parts[0]] + parts.dropFirst()
        }
        return Array(words.dropFirst())
    }

    private func variables(in folder: URL) throws -> [String: String] {
        guard let json = text("env.json", in: folder) else { return [:] }
        return try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
    }

    private func partsToLookAt(_ command: String) -> [String] {
        command.split(separator: "\n").filter { $0.hasPrefix("# look at: ") }
            .flatMap { $0.dropFirst("# look at: ".count).components(separatedBy: ", ") }
    }

    /// The part of a printed configuration at a path, in which `batch/*` is every id that begins so.
    private func part(_ path: String, of page: String) throws -> SettingValue {
        let keys = path.components(separatedBy: "::")
        let root = try ConfigSection.parse(
            yaml: "page:\n" + page.split(separator: "\n").map { "  \($0)\n" }.joined(),
            component: ComponentID(type: "page"), diagnostics: Diagnostics()
        ) { $0.any("page") }
        return part(keys[...], of: try #require(root))
    }

    private func part(_ keys: ArraySlice<String>, of value: SettingValue) -> SettingValue {
        guard let key = keys.first else { return value }
        guard case .map(let values) = value else { return .null }
        guard key.hasSuffix("*") else { return part(keys.dropFirst(), of: values[key] ?? .null) }
        let matching = values.filter { $0.key.hasPrefix(key.dropLast()) }
        return .map(matching.mapValues { part(keys.dropFirst(), of: $0) })
    }
}
