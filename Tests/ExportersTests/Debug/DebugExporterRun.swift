import Configuration
import Exporters
import Locking
import Logging
import MetricCore
import Pipeline

/// A pipeline that ends in the exporter `debug`, and the lines that it wrote.
struct DebugExporterRun {
    let intake: MetricsIntake
    private let lines = LogLines()

    /// Makes a pipeline; `yaml` are the exporter's settings.
    init(
        _ yaml: String, id: ComponentID = ComponentID(type: "debug"), processors: [any SeriesProcessor] = [],
        level: LogLevel = .info, encoding: LogEncoding = .plain, clock: @escaping @Sendable () -> Int64 = { 0 }
    ) throws {
        let registry = SeriesRegistry(Registry())
        let settings = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: Diagnostics()) {
            DebugSettings($0)
        }
        let logger = Logger(level: level, encoding: encoding, sinks: [lines], clock: clock)
        let exporter = settings.makeExporter(ComponentContext(.exporter, id, logger: logger, registry: registry))
        try exporter.start()
        let pipeline = MetricsPipeline(processors.map { .series($0) }, exporters: [exporter], registry: registry)
        intake = MetricsIntake(registry: registry, pipelines: [pipeline])
    }

    func send(_ request: [UInt8]) throws {
        var batch = Batch()
        // The array outlives the call that borrows its bytes.
        try unsafe intake.consume(request.span.bytes, &batch)
    }

    /// What was written, without the fields that every line of the exporter carries; numbers stand after `== Metrics `.
    var dump: String {
        let context =
            #""otelcol.component.id": "debug", "otelcol.component.kind": "exporter", "otelcol.signal": "metrics""#
        return lines.all.map { line in
            if let numbers = line.firstRange(of: "Metrics\t{\(context), ") {
                return "== Metrics " + line[numbers.upperBound...].dropLast(2) + "\n"
            }
            return String(line.dropLast("\t{\(context)}\n".count))
        }.joined()
    }

    /// The lines as they were written.
    var rawLines: [String] { lines.all }
}
