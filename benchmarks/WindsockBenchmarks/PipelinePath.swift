internal import Configuration
internal import Exporters
internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline
internal import Processors

/// The way of a request's bytes as a receiver starts it: through a pipeline of real components, to a page.
final class PipelinePath {
    private let intake: MetricsIntake
    private var batch: Batch

    /// When a processor's work is done that could be remembered.
    enum Time {
        /// When a series is first seen, as it is.
        case oncePerSeries
        /// For each point, as if nothing were remembered.
        case forEachPoint
    }

    /// Makes the way through a processor, or none, to a `prometheus` exporter, which serves nobody.
    ///
    /// - Throws: ``ConfigFault``.
    init(_ processor: BenchmarkProcessor? = nil, _ time: Time = .oncePerSeries) throws {
        let logger = Logger.none
        let exporterID = ComponentID(type: "prometheus")
        let exporterSettings = try ConfigSection.parse(
            yaml: "endpoint: 127.0.0.1:0", component: exporterID, diagnostics: Diagnostics(), PrometheusSettings.init)
        let registry = SeriesRegistry(Registry(exporterSettings.registryOptions ?? RegistryOptions()))
        let exporter = exporterSettings.makeExporter(
            ComponentContext(.exporter, exporterID, logger: logger, registry: registry))
        let steps = try processor?.steps(registry) ?? []
        let chain = steps.map { step -> ProcessorStep in
            guard case .series(let processor) = step.work, time == .forEachPoint else { return step }
            return .eachPoint(processor)
        }
        let pipeline = MetricsPipeline(chain, exporters: [exporter], registry: registry)
        intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        batch = Batch()
    }

    /// Takes a request, all of whose points must be kept.
    func push(_ request: [UInt8]) throws {
        // The span is used within the call only.
        let report = unsafe try intake.consume(request.span.bytes, &batch)
        precondition(report.rejected.isEmpty, report.reason)
    }
}
