import Configuration
import Locking
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

/// A processor in a pipeline of its own, and what comes out of that.
struct TemporalityRun {
    let processor: any MetricsProcessor
    let registry = SeriesRegistry(Registry(RegistryOptions(seriesLimit: 10_000)))
    private let exporter: TextExporter
    let intake: MetricsIntake

    /// Makes the processor of these settings.
    init(_ yaml: String, _ read: (ConfigSection) -> some ProcessorSettings) throws {
        let diagnostics = Diagnostics()
        let id = ComponentID(type: "tested")
        let settings = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: diagnostics, read)
        try #require(diagnostics.faults == [])
        let context = ComponentContext(.processor, id, logger: .none, registry: registry)
        let steps = settings.makeProcessor(context)
        let first = try #require(steps.first)
        guard case .metrics(let processor) = first.work else { preconditionFailure("it works once per series") }
        self.processor = processor
        exporter = TextExporter(registry)
        let pipeline = MetricsPipeline(steps, exporters: [exporter], registry: registry)
        intake = MetricsIntake(registry: registry, pipelines: [pipeline])
    }

    /// Sends a request, and gives all that came out since the last one: a list of lines for each batch.
    @discardableResult
    func send(_ request: [UInt8], from client: ClientInformation? = nil) throws -> [[String]] {
        var batch = Batch()
        // The array outlives its span.
        try intake.consume(unsafe request.span.bytes, &batch, from: client)
        return exporter.take()
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
    func take() -> [[String]] { exporter.take() }

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

/// A time, so many seconds after one of long ago.
func at(_ seconds: UInt64) -> UInt64 { (1_000_000 + seconds) * 1_000_000_000 }

/// An exporter that notes each point as a line.
private final class TextExporter: Exporter {
    private let registry: SeriesRegistry
    private let batches = Locked<[[String]]>([])

    init(_ registry: SeriesRegistry) { self.registry = registry }

    func take() -> [[String]] {
        batches.withLock { batches in
            let taken = batches
            batches = []
            return taken
        }
    }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        var metrics = MetricsData()
        RoutedBatch(batch, registry: registry).show(batch, in: request, to: &metrics)
        let lines = metrics.lines
        batches.withLock { $0.append(lines) }
        return []
    }
}

extension MetricsData {
    /// A line for each point: name, temporality, start, time and value, in seconds after that time of long ago.
    fileprivate var lines: [String] {
        resources.flatMap(\.scopes).flatMap(\.metrics).flatMap { metric in
            let shape = metric.description.shape
            let temporality = shape.temporality == .unspecified ? "" : " \(shape.temporality)"
            return metric.points.map { point in
                let attributes = point.attributes.map { "\($0.key)=\($0.value.text)" }.joined(separator: ",")
                let name = metric.description.name + (attributes.isEmpty ? "" : "{\(attributes)}")
                let time = "\(seconds(point.startTime))-\(seconds(point.time))"
                return "\(name)\(temporality) \(time) \(point.value.line(isFlagged: point.hasNoRecordedValue))"
            }
        }
    }

    private func seconds(_ time: UInt64) -> String {
        guard time > 0 else { return "0" }
        let milliseconds = Int64(time / 1_000_000) - Int64(at(0) / 1_000_000)
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}

extension PointValue {
    fileprivate func line(isFlagged: Bool) -> String {
        if isFlagged { return "none" }
        switch self {
        case .number(.int(let value)): return "\(value)"
        case .number(.double(let value)): return "\(value)"
        case .number(.none): return "none"
        case .summary(let summary): return "\(summary.count)/\(summary.sum)"
        case .histogram(let histogram):
            return "\(histogram.count)/\(text(histogram.sum)) \(text(histogram.min))..\(text(histogram.max)) "
                + "\(histogram.counts) at \(histogram.bounds)"
        case .exponentialHistogram(let histogram):
            let buckets = histogram.buckets
            return "\(histogram.count)/\(text(histogram.sum)) scale \(buckets.scale) zero \(buckets.zeroCount) "
                + "\(buckets.positive.counts) at \(buckets.positive.offset)"
                + (buckets.negative.counts.isEmpty ? "" : " -\(buckets.negative.counts) at \(buckets.negative.offset)")
        }
    }

    private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "?" }
}
