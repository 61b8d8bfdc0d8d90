import Configuration

/// Stand-ins with the keys of otelcol's components, so that its cases can be read without the components.
enum Doubles {
    static let catalogue = ComponentCatalogue(
        receivers: [ComponentType("otlp", signals: everything, settings: otlp)],
        processors: [
            ComponentType("attributes", signals: everything, settings: attributes),
            ComponentType("batch", signals: everything, settings: batch),
            ComponentType("scope_labels", signals: [.metrics]) { $0.string("prefix", default: "otel_scope_") },
        ],
        exporters: [
            ComponentType("debug", oldNames: [logging], signals: everything, settings: debug),
            ComponentType("nop", signals: everything) { _ in "nop" },
            ComponentType("prometheus", signals: [.metrics], settings: prometheus),
        ],
        extensions: [
            ComponentType("bearertokenauth", settings: bearerToken),
            ComponentType("health_check", settings: healthCheck),
        ])

    private static let everything: Set<Signal> = [.traces, .metrics, .logs]
    private static let logging = ComponentType.OldName("logging", advice: "logging is now called debug")

    @Sendable private static func otlp(_ section: ConfigSection) -> Endpoint? {
        section.section("protocols") { section in
            let grpc = section.optionalSection("grpc") { $0.string("endpoint", default: "localhost:4317") }
            if grpc != nil { section.leaveOut("grpc", "grpc is not served yet") }
            let http = section.optionalSection("http") { section in
                let endpoint = section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 4318))
                _ = section.string("metrics_url_path", default: "/v1/metrics")
                _ = section.int("max_request_body_size", default: 20 << 20, in: 0...)
                section.refuse("tls", "cors", "auth", "keepalive", "dialer", "transport", "logs_url_path")
                return endpoint
            }
            if grpc == nil && http == nil { section.fail("must name at least one protocol") }
            return http
        }
    }

    @Sendable private static func attributes(_ section: ConfigSection) -> [String] {
        let actions = section.sections("actions") { section in
            _ = section.any("value")
            _ = section.any("default_value")
            for key in ["converted_type", "from_attribute", "from_context", "pattern"] {
                _ = section.string(key, default: "")
            }
            _ = section.choice("action", default: "insert", named: ["insert": "insert", "upsert": "upsert"])
            return section.string("key")
        }
        for key in ["include", "exclude"] { _ = section.any(key) }
        if actions.isEmpty { section.fail("missing required field \"actions\"") }
        return actions
    }

    @Sendable private static func batch(_ section: ConfigSection) -> Duration {
        let size = section.int("send_batch_size", default: 8192, in: 0...Int(UInt32.max))
        let greatest = section.int("send_batch_max_size", default: 0, in: 0...Int(UInt32.max))
        if greatest > 0 && greatest < size {
            section.fail(at: "send_batch_max_size", "must be at least send_batch_size")
        }
        _ = section.stringList("metadata_keys", default: [])
        _ = section.int("metadata_cardinality_limit", default: 1000, in: 0...)
        return section.duration("timeout", default: .milliseconds(200))
    }

    @Sendable private static func debug(_ section: ConfigSection) -> String {
        if section.component.type == "logging" { _ = section.optionalString("loglevel") }
        return section.choice(
            "verbosity", default: "Basic", named: ["basic": "Basic", "normal": "Normal", "detailed": "Detailed"])
    }

    @Sendable private static func prometheus(_ section: ConfigSection) -> Endpoint {
        _ = section.string("namespace", default: "")
        _ = section.stringMap("const_labels")
        _ = section.bool("send_timestamps", default: false)
        _ = section.bool("enable_open_metrics", default: false)
        _ = section.duration("metric_expiration", default: .seconds(300), atLeast: .nanoseconds(1))
        return section.endpoint("endpoint")
    }

    @Sendable private static func bearerToken(_ section: ConfigSection) -> String {
        _ = section.string("scheme", default: "Bearer")
        return section.secret("token") ?? ""
    }

    @Sendable private static func healthCheck(_ section: ConfigSection) -> Endpoint {
        let path = section.string("path", default: "/")
        if !path.hasPrefix("/") { section.fail(at: "path", "must start with /") }
        return section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 13_133))
    }
}
