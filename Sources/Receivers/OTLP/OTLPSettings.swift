public import Configuration
public import Pipeline

/// The settings of the receiver `otlp`.
public struct OTLPSettings: ReceiverSettings {
    /// How OTLP is received over HTTP.
    struct HTTP: Sendable {
        let endpoint: Endpoint
        let endpointLocation: SourceLocation
        let isEndpointWritten: Bool
        let metricsPath: String
        let maximumBodySize: Int
    }

    let http: HTTP?

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        http = section.section("protocols") { protocols in
            let hasGRPC = protocols.optionalSection("grpc", Self.skipGRPC) != nil
            let http = protocols.optionalSection("http", HTTP.init)
            if hasGRPC {
                protocols.leaveOut("grpc", "OTLP over gRPC is not served yet; senders must use OTLP over HTTP")
            }
            if http == nil {
                protocols.fail(
                    hasGRPC
                        ? "only grpc is written, which Windsock does not serve yet; add http"
                        : "must specify at least one protocol when using the OTLP receiver; add http")
            }
            return http
        }
    }

    public func makeReceiver(_ context: ComponentContext, _ intake: MetricsIntake) -> any Receiver {
        guard let http else { preconditionFailure("a configuration without http is refused") }
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
    /// otelcol's limit for bodies, as sent and inflated, in bytes.
    private static let standardBodySize = 20 << 20

    init(_ section: ConfigSection) {
        endpoint = section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 4318))
        endpointLocation = section.location(of: "endpoint")
        isEndpointWritten = section.isWritten("endpoint")
        let path = section.string("metrics_url_path", default: "/v1/metrics")
        metricsPath = path.hasPrefix("/") ? path : "/" + path
        // 0 means the default in otelcol. Positions in a request are 32 bits wide here.
        let size = section.int("max_request_body_size", default: Self.standardBodySize, in: 0...(1 << 30))
        maximumBodySize = size == 0 ? Self.standardBodySize : size
        section.refuse(
            "transport", "dialer", "traces_url_path", "logs_url_path", "include_metadata", "response_headers",
            "compression_algorithms", "read_timeout", "read_header_timeout", "write_timeout", "idle_timeout",
            "keep_alives_enabled", "keepalive", "tls", "cors", "auth", "middlewares")
    }
}
