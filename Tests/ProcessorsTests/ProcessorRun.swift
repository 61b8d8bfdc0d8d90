import Configuration
import Locking
import Logging
import MetricCore
import Pipeline

/// A processor with settings from YAML, in a pipeline of its own; what comes out is told a line a point.
final class ProcessorRun {
    private let intake: MetricsIntake
    private let exporter: TextExporter
    /// The steps of the processor.
    let steps: [ProcessorStep]

    /// Makes a pipeline of steps.
    convenience init(_ steps: [ProcessorStep]) {
        self.init(steps, SeriesRegistry(Registry()))
    }

    private init(_ steps: [ProcessorStep], _ registry: SeriesRegistry) {
        self.steps = steps
        exporter = TextExporter(registry)
        intake = MetricsIntake(
            registry: registry, pipelines: [MetricsPipeline(steps, exporters: [exporter], registry: registry)])
    }

    /// Makes the processor.
    ///
    /// - Throws: ``ConfigFault``, the first one.
    convenience init<Settings: ProcessorSettings>(
        _ yaml: String, as type: String = "processor", _ settings: (ConfigSection) -> Settings
    ) throws {
        let id = ComponentID(type: type)
        let registry = SeriesRegistry(Registry())
        let diagnostics = Diagnostics()
        let parsed = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: diagnostics, settings)
        if let fault = diagnostics.faults.first { throw fault }
        self.init(
            parsed.makeProcessor(ComponentContext(.processor, id, logger: .none, registry: registry)), registry)
    }

    /// Sends a request, as somebody if the processor wants to know.
    func send(_ request: [UInt8], from client: ClientInformation? = nil) throws {
        var batch = Batch()
        // The array outlives the call that borrows its bytes.
        try unsafe intake.consume(request.span.bytes, &batch, from: intake.looksAtClient ? client : nil)
    }

    /// Whether the processor wants to know who sends.
    var looksAtClient: Bool { intake.looksAtClient }

    /// What came out of the last request: `name{key=value,...} value`, attributes in the order of their keys.
    var lines: [String] { exporter.lines }
}

private final class TextExporter: Exporter {
    private let registry: SeriesRegistry
    private let last = Locked<[String]>([])

    init(_ registry: SeriesRegistry) { self.registry = registry }

    var lines: [String] { last.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        var text = PointLines()
        RoutedBatch(batch, registry: registry).show(batch, in: request, to: &text)
        let lines = text.lines
        last.withLock { $0 = lines }
        return []
    }
}

private struct PointLines: BatchVisitor {
    var lines: [String] = []
    private var resource = ""
    private var name = ""
    let hasSeenEnough = false

    mutating func begin(_ resource: ResourceContents, schemaURL: String, at index: Int) {
        self.resource = resource.attributes.isEmpty ? "" : "[\(Self.text(resource.attributes))]"
    }

    mutating func begin(_ scope: ScopeDescription, at index: Int) {}

    mutating func begin(_ metric: MetricDescription, metadata: [Attribute], at index: Int) {
        name = metric.name
    }

    mutating func add(_ point: PointContents, at index: Int) {
        lines.append("\(resource)\(name){\(Self.text(point.attributes))} \(Self.text(point.value))")
    }

    private static func text(_ attributes: [Attribute]) -> String {
        attributes.inKeyOrder().map { "\($0.key)=\($0.value.text)" }.joined(separator: ",")
    }

    private static func text(_ value: PointValue) -> String {
        switch value {
        case .number(.none): "-"
        case .number(.int(let number)): "\(number)"
        case .number(.double(let number)): "\(number)"
        case .histogram(let histogram): "count=\(histogram.count) buckets=\(histogram.counts)"
        case .exponentialHistogram(let histogram):
            "count=\(histogram.count) scale=\(histogram.buckets.scale) "
                + "positive=\(histogram.buckets.positive.offset):\(histogram.buckets.positive.counts)"
        case .summary(let summary): "count=\(summary.count)"
        }
    }
}
