import Configuration
import Glibc

// Stands in for the real components until they are wired.
private let catalogue = ComponentCatalogue(
    receivers: [
        ComponentType("otlp", signals: [.traces, .metrics, .logs]) { section in
            section.section("protocols") { section in
                let grpc: Bool? = section.optionalSection("grpc") { section in
                    _ = section.string("endpoint", default: "localhost:4317")
                    return true
                }
                if grpc == true { section.leaveOut("grpc", "is not served yet") }
                let http: Endpoint? = section.optionalSection("http") { section in
                    let endpoint = section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 4318))
                    _ = section.string("metrics_url_path", default: "/v1/metrics")
                    _ = section.int("max_request_body_size", default: 20 << 20, in: 0...)
                    section.refuse("tls", "cors", "auth", "keepalive", "traces_url_path", "logs_url_path")
                    return endpoint
                }
                if http == nil && grpc == nil { section.fail("must specify at least one protocol") }
            }
        }
    ],
    processors: [
        ComponentType("scope_labels", signals: [.metrics]) { section in
            section.string("prefix", default: "otel_scope_")
        }
    ],
    exporters: [
        ComponentType("nop", signals: [.traces, .metrics, .logs]) { _ in 0 },
        ComponentType(
            "debug", oldNames: [.init("logging", advice: "the logging exporter is deprecated, use debug")],
            signals: [.traces, .metrics, .logs]
        ) { section in
            section.choice("verbosity", default: 0, named: ["basic": 0, "normal": 1, "detailed": 2])
        },
        ComponentType("prometheus", signals: [.metrics]) { section in
            _ = section.endpoint("endpoint")
            _ = section.string("namespace", default: "")
            _ = section.stringMap("const_labels")
            _ = section.bool("send_timestamps", default: false)
            _ = section.duration("metric_expiration", default: .seconds(300), atLeast: .nanoseconds(1))
            _ = section.bool("enable_open_metrics", default: false)
            return 0
        },
    ],
    extensions: [
        ComponentType("health_check") { section in
            _ = section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 13133))
            let path = section.string("path", default: "/")
            if !path.hasPrefix("/") { section.fail(at: "path", "must start with /") }
        }
    ])

private let commands = CommandLineCommands(
    catalogue: catalogue, environment: .process,
    builtIn: ConfigSource(
        builtIn: "pipelines/airflow.yaml (built in)",
        yaml: Array(
            """
            receivers: {otlp: {protocols: {http: {endpoint: 0.0.0.0:4318}}}}
            exporters: {debug: }
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [debug]}}}
            """.utf8)),
    print: { write($0, to: STDOUT_FILENO) },
    printError: { write($0, to: STDERR_FILENO) })

do throws(CommandLineArguments.Fault) {
    let arguments = try CommandLineArguments(parsing: Array(CommandLine.arguments.dropFirst()))
    switch arguments.command {
    case .run: exit(commands.configuration(arguments) == nil ? 1 : 0)
    case .validate: exit(commands.validate(arguments))
    case .printConfig(let options): exit(commands.printConfig(arguments, options))
    case .components: commands.components(version: "0.1.0")
    case .help: write(CommandLineArguments.help, to: STDOUT_FILENO)
    case .version: write("windsock version 0.1.0\n", to: STDOUT_FILENO)
    }
} catch {
    write("Error: \(error)\n", to: STDERR_FILENO)
    exit(1)
}

private func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}
