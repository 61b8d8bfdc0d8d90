import Configuration
import HTTPServer
import Locking
import Logging
import MetricCore
import Pipeline
import TestClient
import TestRequests
import Testing

@testable import Receivers

/// Receivers on free ports, and what is sent to them.
enum TestReceiver {
    static let content = request(["service.name": "s"], metrics: gauge("g", point(.int(1))))
    static let protobuf = "application/x-protobuf"
    static let json = "application/json"
    static let taken: [UInt8] = [0x0a, 0]

    /// Sends bytes to a receiver of its own and gives the answer.
    static func answer(
        to bytes: [UInt8], _ settings: String = "", exporter: TakingExporter = TakingExporter(),
        options: RegistryOptions = RegistryOptions()
    ) throws -> Answer {
        let server = try server(settings, exporter, options: options)
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send(bytes)
        return try #require(client.answer(toHEAD: bytes.starts(with: Array("HEAD".utf8))))
    }

    static func server(
        _ settings: String, _ exporter: TakingExporter, _ logger: Logger = .none,
        options: RegistryOptions = RegistryOptions()
    ) throws -> HTTPServer {
        let yaml = "protocols: {http: {\(settings)}}"
        let id = ComponentID(type: "otlp")
        let parsed = try ConfigSection.parse(
            yaml: yaml, component: id, diagnostics: Diagnostics(), OTLPSettings.init)
        let registry = SeriesRegistry(Registry(options))
        let pipeline = MetricsPipeline(exporters: [exporter], registry: registry)
        let intake = MetricsIntake(registry: registry, pipelines: [pipeline])
        return try HTTPServer(
            ServerSettings(host: "127.0.0.1", port: 0, threads: 1),
            OTLPHandler(
                try #require(parsed.http), intake,
                ComponentContext(.receiver, id, logger: logger, registry: registry)))
    }

    static func status(_ code: StatusCode, _ message: String) -> [UInt8] {
        StatusMessage(code: code, message: message).protobuf
    }
}

/// Counts points, refuses all of them, or rejects some.
final class TakingExporter: Exporter {
    private let refusal: Refusal?
    private let rejected: [RejectedPoint]
    private let count = Locked(0)

    init(refusing refusal: Refusal? = nil, rejecting rejected: [RejectedPoint] = []) {
        self.refusal = refusal
        self.rejected = rejected
    }

    var pointCount: Int { count.withLock { $0 } }

    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint] {
        if let refusal { throw refusal }
        let points = batch.points.count
        count.withLock { $0 += points }
        return rejected
    }
}
