import Configuration
import Exporters
import Glibc
import Locking
import Logging
import MetricCore
import Pipeline
import Processors
import Receivers
import TestClient

extension FuzzTarget {
    /// Bytes on a connection to the receiver of metrics: each is answered or closed, and others don't notice.
    static let http = FuzzTarget(name: "http") { bytes in
        FuzzedReceiver.shared.fault(with: unsafe bytes.withUnsafeBytes { unsafe Array($0) })
    }
}

/// A receiver that fills a page, also with what heads say, on a socket of its own for as long as the process lives.
private final class FuzzedReceiver: Sendable {
    static let shared = FuzzedReceiver()

    private let receiver: any Receiver
    private let path = "/tmp/windsock-fuzz-\(getpid())"

    private init() {
        do {
            let registry = SeriesRegistry(Registry(RegistryOptions(seriesLimit: 200)))
            let exporter = try Self.settings("{endpoint: localhost:0, series_limit: 100}", PrometheusSettings.init)
                .makeExporter(Self.context(.exporter, registry))
            let naming = try Self.settings(
                "actions: [{key: tenant, from_context: X, action: upsert}]", AttributesSettings.init
            ).makeProcessor(Self.context(.processor, registry))
            let pipelines = [[], naming].map { MetricsPipeline($0, exporters: [exporter], registry: registry) }
            let http =
                "transport: unix, endpoint: \(path), max_request_body_size: 1000000, include_metadata: true, "
                + "cors: {allowed_origins: ['https://*.example', 'http://a'], allowed_headers: [x]}"
            receiver = try Self.settings("protocols: {http: {\(http)}}", OTLPSettings.init)
                .makeReceiver(
                    Self.context(.receiver, registry), MetricsIntake(registry: registry, pipelines: pipelines))
            try receiver.start()
        } catch {
            fatalError("no receiver: \(error)")
        }
        // Takes the socket out of the file system.
        atexit { FuzzedReceiver.shared.receiver.stop() }
    }

    private static func settings<Settings>(_ yaml: String, _ read: (ConfigSection) -> Settings) throws -> Settings {
        let diagnostics = Diagnostics()
        let settings = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "fuzz"), diagnostics: diagnostics, read)
        if let fault = diagnostics.faults.first { throw fault }
        return settings
    }

    private static func context(_ kind: ComponentKind, _ registry: SeriesRegistry) -> ComponentContext {
        ComponentContext(kind, ComponentID(type: "fuzz"), logger: .none, registry: registry)
    }

    /// What is wrong with how the receiver takes these bytes and then an honest request.
    func fault(with bytes: [UInt8]) -> String? {
        let client = Client(path: path)
        guard client.isConnected else { return "nobody listens any more" }
        client.send(bytes)
        // The end of what is sent is only noticed at once if it doesn't come together with the last bytes.
        guard client.isRead() else { return "not all is read" }
        client.finishSending()
        let answer = client.rest()
        guard client.isClosedByOtherEnd else { return "the connection stays open" }
        guard answer.isEmpty || answer.starts(with: Array("HTTP/1.".utf8)) else {
            return "the answer is \(String(decoding: answer, as: UTF8.self))"
        }
        let honest = Client(path: path)
        let isSent = honest.send(post("/v1/metrics", [], "Content-Type: application/x-protobuf"))
        guard let status = honest.answer()?.status else {
            return "an honest client is \(honest.isClosedByOtherEnd ? "closed" : "left waiting"), sent: \(isSent)"
        }
        return status == 200 ? nil : "an honest client is answered \(status)"
    }
}
