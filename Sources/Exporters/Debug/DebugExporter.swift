public import Configuration
public import Locking
public import Logging
public import MetricCore
public import Pipeline

/// Writes what it receives to a log, for people to read: otelcol's exporter `debug`, in its format.
public final class DebugExporter: Exporter {
    private let verbosity: DebugSettings.Verbosity
    private let sampling: LogSampling
    private let output: DebugSettings.Output
    private let registry: SeriesRegistry
    private let log: Locked<Logger>

    /// Makes the exporter `id`, which writes to `logger` unless its settings name files.
    public init(_ settings: DebugSettings, id: ComponentID, registry: SeriesRegistry, logger: Logger) {
        verbosity = settings.verbosity
        sampling = settings.sampling
        output = settings.output
        self.registry = registry
        let fields: LogFields = [
            "otelcol.component.id": .string(id.description),
            "otelcol.component.kind": "exporter",
            "otelcol.signal": "metrics",
        ]
        log = Locked(settings.output == .serviceLog ? logger.with(fields).sampled(settings.sampling) : .none)
    }

    /// Opens the files that the settings name.
    public func start() throws(StartError) {
        guard case .files(let paths) = output else { return }
        var files: [any LogSink] = []
        for path in paths {
            do {
                files.append(try LogFile.open(path))
            } catch {
                throw StartError("\(error)", setting: "output_paths")
            }
        }
        let logger = Logger(encoding: .plain, sampling: sampling, sinks: files)
        log.withLock { $0 = logger }
    }

    /// Does nothing: each line has been written by the time that `consume` returns.
    public func stop() {}

    /// Writes the numbers of what is in the batch, and at higher verbosity a text of it; never refuses.
    public func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) {
        let logger = log.withLock { $0 }
        guard logger.writes(.info) else { return }
        let routed = RoutedBatch(batch, registry: registry)
        guard !routed.resources.isEmpty else { return }
        logger.info(
            "Metrics",
            [
                "resource metrics": .int(Int64(routed.resources.count)),
                "metrics": .int(Int64(routed.metrics.count)),
                "data points": .int(Int64(routed.pointCount)),
            ])
        switch verbosity {
        case .basic: break
        case .normal:
            var text = NormalText()
            routed.write(batch, in: request, to: &text)
            write(text.buffer, to: logger)
        case .detailed:
            var text = DetailedText()
            routed.write(batch, in: request, to: &text)
            write(text.buffer, to: logger)
        }
    }

    private func write(_ text: borrowing TextBuffer, to logger: Logger) {
        logger.info(text.isFull ? "\(text.text)\n(cut off here, after \(batchTextLimit >> 20) MiB)\n" : text.text)
    }
}
