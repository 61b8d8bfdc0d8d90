internal import Configuration
internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Writes what it receives to a log, for people to read: otelcol's exporter `debug`, in its format.
final class DebugExporter: Exporter {
    private let settings: DebugSettings
    private let registry: SeriesRegistry
    private let log: Locked<Logger>

    /// Makes an exporter that writes to the component's logger unless its settings name files.
    init(_ settings: DebugSettings, _ context: ComponentContext) {
        self.settings = settings
        registry = context.registry
        log = Locked(settings.output == .serviceLog ? context.logger.sampled(settings.sampling) : .none)
    }

    /// Opens the files that the settings name.
    func start() throws(StartError) {
        guard case .files(let paths) = settings.output else { return }
        var files: [any LogSink] = []
        for path in paths {
            do {
                files.append(try LogFile.open(path))
            } catch {
                throw StartError("\(error)", at: settings.outputLocation)
            }
        }
        let logger = Logger(encoding: .plain, sampling: settings.sampling, sinks: files)
        log.withLock { $0 = logger }
    }

    /// Does nothing: each line has been written by the time that `consume` returns.
    func stop() {}

    var keepsPoints: Bool { false }

    /// Writes the numbers of what is in the batch, and at higher verbosity a text of it; never refuses.
    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint] {
        let logger = log.withLock { $0 }
        guard logger.writes(.info) else { return [] }
        let routed = RoutedBatch(batch, registry: registry)
        // Of a batch that was emptied on its way the numbers are shown, of one that there is no room for nothing.
        guard routed.resourceCount > 0 || batch.unidentifiedPoints.isEmpty else { return [] }
        logger.info(
            "Metrics",
            [
                "resource metrics": .int(Int64(routed.resourceCount)),
                "metrics": .int(Int64(routed.metricCount)),
                "data points": .int(Int64(routed.pointCount)),
            ])
        switch settings.verbosity {
        case .basic: break
        case .normal:
            var text = NormalText()
            routed.show(batch, in: request, to: &text)
            write(text.buffer, to: logger)
        case .detailed:
            var text = DetailedText()
            routed.show(batch, in: request, to: &text)
            write(text.buffer, to: logger)
        }
        return []
    }

    private func write(_ text: borrowing TextBuffer, to logger: Logger) {
        logger.info(text.isFull ? "\(text.text)\n(cut off here, after \(batchTextLimit >> 20) MiB)\n" : text.text)
    }
}
