import Configuration
import HTTPServer
import Serving
import Testing

@testable import Receivers

struct OTLPSettingsTests {
    private let diagnostics = Diagnostics()

    private func read(_ yaml: String, isUsed: Bool = true) throws -> OTLPSettings {
        try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "otlp"), isUsed: isUsed, diagnostics: diagnostics,
            OTLPSettings.init)
    }

    @Test(arguments: ["protocols: {http: }", "protocols:\n  http: {}"]) func `has otelcol's defaults`(
        yaml: String
    ) throws {
        let http = try #require(try read(yaml).http)
        #expect(http.listener.address == .tcp(host: "localhost", port: 4318))
        #expect(!http.listener.isEndpointWritten)
        #expect(http.metricsPath == "/v1/metrics")
        #expect(http.maximumBodySize == 20 << 20)
        #expect(diagnostics.faults.isEmpty && diagnostics.warnings.isEmpty)
    }

    @Test func `takes what is written`() throws {
        let yaml = "protocols: {http: {endpoint: '0.0.0.0:1', metrics_url_path: m, max_request_body_size: 9}}"
        let http = try #require(try read(yaml).http)
        #expect(http.listener.address == .tcp(host: "0.0.0.0", port: 1))
        #expect(http.listener.isEndpointWritten)
        #expect(http.metricsPath == "/m")
        #expect(http.maximumBodySize == 9)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test func `a size of 0 means the default`() throws {
        #expect(try read("protocols: {http: {max_request_body_size: 0}}").http?.maximumBodySize == 20 << 20)
    }

    @Test func `leaves grpc out, and says so`() throws {
        #expect(try read("protocols: {grpc: {endpoint: 'x:1'}, http: }").http != nil)
        #expect(diagnostics.faults.isEmpty)
        #expect(diagnostics.warnings.count == 1)
    }

    @Test func `leaves out the paths of other signals, and says so`() throws {
        let yaml = "protocols: {http: {traces_url_path: t, logs_url_path: /l}}"
        #expect(try read(yaml).http?.metricsPath == "/v1/metrics")
        #expect(diagnostics.faults.isEmpty)
        #expect(diagnostics.warnings.count == 2)
        #expect("\(diagnostics.warnings)".contains("traces are not taken on this path"))
        _ = try read("protocols: {http: {traces_url_path: '%zz'}}")
        #expect(diagnostics.faults.count == 1)
    }

    @Test func `refuses grpc alone if a pipeline uses the receiver`() throws {
        #expect(try read("protocols: {grpc: }", isUsed: false).http == nil)
        #expect(diagnostics.faults.isEmpty)
        #expect(try read("protocols: {grpc: }").http == nil)
        #expect(diagnostics.faults.map(\.message).first?.hasPrefix("only grpc is written") == true)
    }

    @Test(arguments: [
        ("", "otlp::protocols: must specify at least one protocol"),
        ("protocols: {}", "otlp::protocols: must specify at least one protocol"),
        ("protocols: {grpc: {endpint: x}, http: }", "otlp::protocols::grpc::endpint: unknown key"),
        ("protocols: {http: {max_request_body_size: 2000000000}}", "otlp::protocols::http::max_request_body_size: "),
        ("protocols: {http: {tls: {}}}", "otlp::protocols::http::tls: TLS configuration must include both"),
        ("protocols: {http: {middlewares: []}}", "otlp::protocols::http::middlewares: is a setting of otelcol"),
        (
            "protocols: {http: {compression_algorithms: [gzp]}}",
            "otlp::protocols::http::compression_algorithms: unknown compression algorithm \"gzp\"; did you mean gzip?"
        ),
        ("protocols: {http: {endpoint: 'x'}}", "otlp::protocols::http::endpoint: "),
        ("protocols: {http: {metrics_url_pth: x}}", "otlp::protocols::http::metrics_url_pth: unknown key"),
        ("protocol: {http: }", "otlp::protocol: unknown key"),
        ("http: {endpoint: 'x:1'}", "otlp::http: unknown key; it belongs under otlp::protocols"),
    ])
    func `refuses what can't be`(yaml: String, message: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }
}
