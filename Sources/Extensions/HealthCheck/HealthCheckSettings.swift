public import Configuration
public import Pipeline
internal import Serving

/// The settings of the extension `health_check`.
public struct HealthCheckSettings: ExtensionSettings {
    let listener: ListenerSettings
    let path: String
    let responseBody: HealthCheckHandler.ResponseBody?

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        listener = ListenerSettings(
            section, ListenerSettings.Defaults(endpoint: Endpoint(host: "localhost", port: 13133)))
        path = section.string("path", default: "/")
        if !path.hasPrefix("/") { section.fail(at: "path", "path must start with /") }
        responseBody = section.optionalSection("response_body") { section in
            HealthCheckHandler.ResponseBody(
                healthy: section.string("healthy", default: ""), unhealthy: section.string("unhealthy", default: ""))
        }
        section.refuse(
            "check_collector_pipeline", "use_v2", "http", "grpc", "component_health", "max_request_body_size",
            "compression_algorithms")
    }

    /// Makes the extension.
    public func makeExtension(_ context: ComponentContext) -> any Extension {
        HealthCheck(self, context)
    }
}
