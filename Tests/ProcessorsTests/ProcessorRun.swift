import Configuration
import Locking
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

/// A processor in a pipeline of its own, and what comes out of that.
struct ProcessorRun {
    /// The steps of the processor.
    let steps: [ProcessorStep]
    /// Where requests go in.
    let intake: MetricsIntake
    private let exporter: KeepingExporter

    /// Makes a pipeline of steps.
    init(_ steps: [ProcessorStep]) {
        self.init(steps, SeriesRegistry(Registry()))
    }

    private init(_ steps: [ProcessorStep], _ registry: SeriesRegistry) {
        self.steps = steps
        exporter = KeepingExporter(registry)
        intake = MetricsIntake(
            registry: registry, pipelines: [MetricsPipeline(steps, exporters: [exporter], registry: registry)])
    }

    /// Makes the processor of these settings, whose steps `change` may change.
    ///
    /// - Throws: ``ConfigFault``, the first one.
    init(
        _ yaml: String, as type: String = "processor", _ settings: (ConfigSection) -> some ProcessorSettings,
        change: ([ProcessorStep]) -> [ProcessorStep] = { $0 }
    ) throws {
        let id = ComponentID(type: type)
        let registry = SeriesRegistry(Registry())
        let diagnostics = Diagnostics()
        let parsed = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: diagnostics, settings)
        if let fault = diagnostics.faults.first { throw fault }
        let steps = parsed.makeProcessor(ComponentContext(.processor, id, logger: .none, registry: registry))
        self.init(change(steps), registry)
    }

    /// The processor of the first step, which works on requests.
    var processor: any MetricsProcessor {
        guard case .metrics(let processor)? = steps.first?.work else { preconditionFailure("it works on series") }
        return processor
    }

    /// Whether the processor wants to know who sends.
    var looksAtClient: Bool { intake.looksAtClient }

    /// Sends a request, as somebody if the processor wants to know, and gives all that came out since the last one: for
    /// each batch ``MetricsData/timedLines``.
    @discardableResult
    func send(_ request: [UInt8], from client: ClientInformation? = nil) throws -> [[String]] {
        var batch = Batch()
        // The array outlives its span.
        try intake.consume(unsafe request.span.bytes, &batch, from: looksAtClient ? client : nil)
        return take()
    }

    /// The same for metrics of one resource, where one batch comes out at most: its lines.
    @discardableResult
    func send(_ metrics: Message...) throws -> [String] {
        let resource = Message {
            $0.message(2) { scope in
                for metric in metrics { scope.message(2, metric) }
            }
        }
        let batches = try send(request(resource))
        #expect(batches.count <= 1)
        return batches.first ?? []
    }

    /// What came out since the last request.
    func take() -> [[String]] { exporter.take().map(\.timedLines) }

    /// What came out last.
    var last: MetricsData { exporter.last }

    /// The same as ``MetricsData/lines``.
    var lines: [String] { last.lines }

    /// The ids of all series that there are.
    var series: [SeriesID] { (0..<20).map { SeriesID(rawValue: $0) } }
}

/// What the faults of settings say, with their places.
func faults(_ yaml: String, _ read: (ConfigSection) -> some ProcessorSettings) throws -> [String] {
    let diagnostics = Diagnostics()
    _ = try ConfigSection.parse(
        yaml: yaml, component: ComponentID(type: "tested"), diagnostics: diagnostics, read)
    return diagnostics.faults.map(\.description)
}

/// An exporter that keeps what it gets.
private final class KeepingExporter: Exporter {
    private struct Kept {
        var last = MetricsData()
        var untaken: [MetricsData] = []
    }

    private let registry: SeriesRegistry
    private let kept = Locked(Kept())

    init(_ registry: SeriesRegistry) { self.registry = registry }

    var last: MetricsData { kept.withLock { $0.last } }

    func take() -> [MetricsData] {
        kept.withLock { kept in
            defer { kept.untaken = [] }
            return kept.untaken
        }
    }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        var metrics = MetricsData()
        RoutedBatch(batch, registry: registry).show(batch, in: request, to: &metrics)
        let shown = metrics
        kept.withLock { kept in
            kept.last = shown
            kept.untaken.append(shown)
        }
        return []
    }
}
