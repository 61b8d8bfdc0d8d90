public import Configuration
public import Pipeline

/// The settings of the extension `health_check`.
public struct HealthCheckSettings: ExtensionSettings {
    let endpoint: Endpoint
    let endpointLocation: SourceLocation
    let path: String
    let responseBody: HealthCheckHandler.ResponseBody?

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        endpoint = section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 13133))
        endpointLocation = section.location(of: "endpoint")
        path = section.string("path", default: "/")
        if !path.hasPrefix("/") { section.fail(at: "path", "path must start with /") }
        responseBody = section.optionalSection("response_body") { section in
            HealthCheckHandler.ResponseBody(
                healthy: section.string("healthy", default: ""), unhealthy: section.string("unhealthy", default: ""))
        }
        section.refuse(
            "check_collector_pipeline", "use_v2", "http", "grpc", "component_health", "transport", "tls", "cors",
            "auth", "response_headers", "include_metadata", "max_request_body_size", "compression_algorithms",
            "read_timeout", "read_header_timeout", "write_timeout", "idle_timeout", "keep_alives_enabled", "keepalive",
            "middlewares")
    }

    /// Makes the extension.
    public func makeExtension(_ context: ComponentContext) -> any Extension {
        HealthCheck(self, context)
    }
}
