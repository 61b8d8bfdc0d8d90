public import Configuration
public import Pipeline
internal import Serving

/// The settings of the receiver `otlp`.
public struct OTLPSettings: ReceiverSettings {
    /// How OTLP is received over HTTP.
    struct HTTP: Sendable {
        let listener: ListenerSettings
        let metricsPath: String
        let maximumBodySize: Int
        let compressionAlgorithms: CompressionAlgorithms
    }

    /// Nil in a receiver that no pipeline uses.
    let http: HTTP?

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        section.misplaced(["http": "protocols", "grpc": "protocols", "endpoint": "protocols::http"])
        http = section.section("protocols") { protocols in
            let hasGRPC = protocols.optionalSection("grpc", Self.skipGRPC) != nil
            let http = protocols.optionalSection("http", HTTP.init)
            if hasGRPC {
                protocols.leaveOut("grpc", "OTLP over gRPC is not served yet; senders must use OTLP over HTTP")
                if http == nil {
                    protocols.failIfUsed("only grpc is written, which Windsock does not serve yet; add http")
                }
            } else if http == nil {
                protocols.fail("must specify at least one protocol when using the OTLP receiver; add http")
            }
            return http
        }
    }

    /// Makes the receiver.
    public func makeReceiver(_ context: ComponentContext, _ intake: MetricsIntake) -> any Receiver {
        guard let http else { preconditionFailure("a receiver without http is refused if a pipeline uses it") }
        return OTLPReceiver(http, context, intake)
    }

    /// Knows the keys of a section that is left out as a whole, so that a typo in it is told all the same.
    private static func skipGRPC(_ section: ConfigSection) {
        for key in [
            "endpoint", "transport", "dialer", "tls", "max_recv_msg_size_mib", "max_concurrent_streams",
            "read_buffer_size", "write_buffer_size", "keepalive", "auth", "include_metadata", "middlewares",
        ] {
            _ = section.any(key)
        }
    }
}

extension OTLPSettings.HTTP {
    private static func path(_ section: ConfigSection, _ key: String, default standard: String) -> String {
        do {
            return try URLPath(section.string(key, default: standard)).text
        } catch {
            section.fail(at: key, "\(error)")
            return standard
        }
    }

    /// otelcol's limit for bodies, as sent and decoded, in bytes.
    private static let standardBodySize = 20 << 20

    init(_ section: ConfigSection) {
        listener = ListenerSettings(
            section, ListenerSettings.Defaults(endpoint: Endpoint(host: "localhost", port: 4318)))
        metricsPath = Self.path(section, "metrics_url_path", default: "/v1/metrics")
        // 0 and less mean the default in otelcol. Positions in a request are 32 bits wide here.
        let size = section.int("max_request_body_size", default: 0, in: Int.min...(1 << 30))
        maximumBodySize = size <= 0 ? Self.standardBodySize : size
        compressionAlgorithms = CompressionAlgorithms(section, "compression_algorithms")
        for (key, signal) in [("traces_url_path", "traces"), ("logs_url_path", "logs")] where section.isWritten(key) {
            _ = Self.path(section, key, default: "/v1/\(signal)")
            section.leaveOut(key, "Windsock carries metrics only: \(signal) are not taken on this path")
        }
    }
}
