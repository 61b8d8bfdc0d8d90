import Configuration
import Exporters
import Foundation
import Locking
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

struct `Output of the debug exporter` {
    private let request = TestRequests.request(metrics: gauge("m", point(.int(1))))

    @Test func `is two lines of the service's log`() throws {
        let run = try DebugExporterRun(
            "verbosity: normal", id: ComponentID(type: "debug", name: "x"), encoding: .console)
        try run.send(request)
        let fields = """
            "otelcol.component.id": "debug/x", "otelcol.component.kind": "exporter", "otelcol.signal": "metrics"
            """
        #expect(
            run.rawLines == [
                "1970-01-01T00:00:00.000Z\tinfo\tMetrics\t"
                    + "{\(fields), \"resource metrics\": 1, \"metrics\": 1, \"data points\": 1}\n",
                "1970-01-01T00:00:00.000Z\tinfo\tResourceMetrics #0\nScopeMetrics #0\nm{} 1\n\t{\(fields)}\n",
            ])
    }

    @Test func `is nothing if the service's log leaves out info`() throws {
        let run = try DebugExporterRun("verbosity: detailed", level: .warn)
        try run.send(request)
        #expect(run.rawLines == [])
    }

    @Test(arguments: [
        ("sampling_initial: 2", 6), ("{sampling_initial: 2, sampling_thereafter: 2}", 4),
        ("{sampling_initial: 2, sampling_thereafter: 0}", 2), ("{sampling_initial: 0, sampling_thereafter: 3}", 2),
    ]) func `is thinned within a second`(settings: String, expected: Int) throws {
        let now = Locked<Int64>(0)
        let run = try DebugExporterRun(settings, clock: { now.withLock { $0 } })
        for _ in 0..<6 { try run.send(request) }
        #expect(run.rawLines.count == expected)
        now.withLock { $0 = 1_000_000_000 }
        for _ in 0..<6 { try run.send(request) }
        #expect(run.rawLines.count == 2 * expected)
    }

    @Test func `goes to files without time, level and component`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "debug-exporter-\(UUID()).log")
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try DebugExporterRun(
            "{verbosity: normal, use_internal_logger: false, output_paths: [\"\(file.path)\"]}", level: .error)
        try run.send(request)
        #expect(
            try String(contentsOf: file, encoding: .utf8) == """
                Metrics\t{"resource metrics": 1, "metrics": 1, "data points": 1}
                ResourceMetrics #0
                ScopeMetrics #0
                m{} 1


                """)
    }

    @Test func `names the setting of a file that can't be opened`() throws {
        let error = #expect(throws: StartError.self) {
            try DebugExporterRun("{use_internal_logger: false, output_paths: [/no-such-folder/x]}")
        }
        #expect(error?.message == "open /no-such-folder/x: No such file or directory")
    }
}
