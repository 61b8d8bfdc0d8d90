import Foundation
import Testing

/// Requests and what otelcol's exporter wrote for them, with the texts of the summary lines after `== Metrics`.
struct `Debug exporter, against otelcol's dumps` {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/metrics")

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".debug.txt") }.map { String($0.dropLast(".debug.txt".count)) }.sorted()

    /// The requests of a case, in their order.
    private func requests(_ name: String) throws -> [[UInt8]] {
        let single = Self.folder.appending(path: "\(name).request.bin")
        if let request = try? Data(contentsOf: single) { return [Array(request)] }
        var requests: [[UInt8]] = []
        while let request = try? Data(
            contentsOf: Self.folder.appending(path: "\(name).\(requests.count + 1).request.bin"))
        {
            requests.append(Array(request))
        }
        return requests
    }

    @Test(arguments: names) func `writes the same lines`(name: String) throws {
        let run = try DebugExporterRun("verbosity: detailed")
        let requests = try requests(name)
        #expect(!requests.isEmpty)
        for request in requests { try run.send(request) }
        let expected = try String(contentsOf: Self.folder.appending(path: "\(name).debug.txt"), encoding: .utf8)
        #expect(run.dump == expected)
    }

    @Test(arguments: names) func `writes the same numbers`(name: String) throws {
        let run = try DebugExporterRun("sampling_initial: 100")
        for request in try requests(name) { try run.send(request) }
        let dump = try String(contentsOf: Self.folder.appending(path: "\(name).debug.txt"), encoding: .utf8)
        let expected = dump.split(separator: "\n").filter { $0.hasPrefix("== Metrics") }.map { "\($0)\n" }.joined()
        #expect(run.dump == expected)
    }

    @Test func `finds the cases`() {
        #expect(Self.names.count == 33)
    }
}
