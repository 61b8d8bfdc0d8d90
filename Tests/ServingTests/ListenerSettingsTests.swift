import Configuration
import HTTPServer
import Testing

@testable import Serving

struct ListenerSettingsTests {
    private let diagnostics = Diagnostics()

    private func read(_ yaml: String) throws -> ListenerSettings {
        try ConfigSection.parse(yaml: yaml, component: ComponentID(type: "x"), diagnostics: diagnostics) {
            ListenerSettings($0, ListenerSettings.Defaults(endpoint: Endpoint(host: "localhost", port: 1)))
        }
    }

    @Test func `has defaults`() throws {
        let settings = try read("{}")
        #expect(settings.address == .tcp(host: "localhost", port: 1))
        #expect(!settings.isEndpointWritten)
        #expect(settings.deadlines == Deadlines())
        #expect(settings.keepsConnections)
        #expect(settings.tls == nil && settings.access.cors == nil && settings.access.authentication == nil)
        #expect(settings.limits.connections == 16_384 && settings.limits.bodyBytes == 256 << 20)
        #expect(diagnostics.faults.isEmpty && diagnostics.warnings.isEmpty)
    }

    @Test(arguments: [
        ("endpoint: '[::1]:4318'", ListenAddress.tcp(host: "::1", port: 4318)),
        ("{endpoint: ':0', transport: tcp4}", .tcp(host: "", port: 0, family: .ipv4)),
        ("{endpoint: 'h:2', transport: tcp6}", .tcp(host: "h", port: 2, family: .ipv6)),
        ("{endpoint: /run/x.sock, transport: unix}", .unix(path: "/run/x.sock")),
    ])
    func `listens at`(yaml: String, address: ListenAddress) throws {
        #expect(try read(yaml).address == address)
        #expect(diagnostics.faults == [])
    }

    /// The deadlines that settings make: head, request, answer, idle, stall, stall of the answer.
    @Test(arguments: [
        ("{}", [60, nil, nil, nil, 60, 60]), ("read_header_timeout: 5s", [5, nil, nil, nil, 60, 60]),
        ("read_header_timeout: 0", [nil, nil, nil, nil, 60, 60]), ("read_timeout: 7s", [7, 7, nil, nil, nil, 60]),
        ("read_timeout: 0", [nil, nil, nil, nil, nil, 60]),
        ("{read_timeout: 7s, read_header_timeout: 2s}", [2, 7, nil, nil, nil, 60]),
        ("write_timeout: 3s", [60, nil, 3, nil, 60, nil]), ("write_timeout: 0s", [60, nil, nil, nil, 60, nil]),
        ("idle_timeout: 4s", [60, nil, nil, 4, 60, 60]), ("keepalive: {idle_timeout: 4s}", [60, nil, nil, 4, 60, 60]),
        ("keepalive: {idle_timeout: 0}", [60, nil, nil, nil, 60, 60]),
    ])
    func `has deadlines`(yaml: String, seconds: [Int?]) throws {
        let deadlines = try read(yaml).deadlines
        let all = [
            deadlines.head, deadlines.request, deadlines.answer, deadlines.idle, deadlines.stall,
            deadlines.answerStall,
        ]
        #expect(all == seconds.map { $0.map { .seconds($0) } })
        #expect(diagnostics.faults == [])
    }

    @Test(arguments: [
        ("keepalive: {enabled: false}", false, 0), ("keep_alives_enabled: false", false, 1),
        ("keep_alives_enabled: true", true, 0), ("idle_timeout: 1s", true, 1), ("idle_timeout: 0", true, 0),
        ("keepalive:", true, 0),
    ])
    func `keeps connections, and warns of old settings`(yaml: String, keeps: Bool, warnings: Int) throws {
        #expect(try read(yaml).keepsConnections == keeps)
        #expect(diagnostics.warnings.count == warnings)
        #expect(diagnostics.faults == [])
    }

    @Test(arguments: [
        "dialer: {timeout: 3s}", "cors: {allowed_headers: [x]}",
        "tls: {cert_file: a, key_file: b, ca_file: c}",
    ])
    func `warns of what does nothing`(yaml: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.warnings.count == 1)
        #expect(diagnostics.faults == [])
    }

    @Test(arguments: [
        "include_metadata: false", "include_metadata: true", "auth: {authenticator: a/b, request_params: [x]}",
        "response_headers: {a: b}", "response_headers: [{name: a, value: b}]",
        "cors: {allowed_origins: ['*'], allowed_headers: [a], exposed_headers: [b], max_age: 3}",
        "tls: {cert_file: a, key_file: b, min_version: '1.0', max_version: '1.2', reload_interval: 3s}",
        "tls: {cert_pem: a, key_pem: b, client_ca_file: c, client_ca_file_reload: true}",
        "tls: {cert_pem: a, key_pem: b, cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}",
        "tls: {cert_pem: a, key_pem: b, curve_preferences: [X25519, P256]}",
        "limits: {connections: 1, connections_per_client: 2, body_bytes: 3, header_bytes: 4096, headers: 5}",
    ])
    func `takes`(yaml: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.faults == [] && diagnostics.warnings == [])
    }

    @Test(arguments: [
        ("transport: udp", "x::transport: expected one of tcp, tcp4, tcp6, unix"),
        ("transport: unix", "x::endpoint: is required"), ("{transport: unix, endpoint: ''}", "x::endpoint: "),
        ("{keepalive: {}, idle_timeout: 1s}", "x::idle_timeout: is the older way"),
        ("read_timeout: -1s", "x::read_timeout: must be at least"), ("middlewares: []", "x::middlewares: is a setting"),
        ("limits: {connections: 0}", "x::limits::connections: expected"),
        ("limits: {headrs: 1}", "x::limits::headrs: unknown key"),
        ("cors: {allowed: x}", "x::cors::allowed: unknown key"),
        ("cors: {allowed_origins: ['*.*']}", "an origin has one * at most"),
        ("auth: {}", "x::auth::authenticator: is required"),
        ("response_headers: {'a b': c}", "can't be a header field"),
        ("response_headers: {a: \"b\\r\\nc\"}", "can't be a header field"),
        ("tls: {}", "must include both certificate and key"),
        ("tls: {cert_file: a}", "must include both certificate and key"),
        ("tls: {cert_file: a, cert_pem: b, key_file: c}", "provide either a certificate file or"),
        ("tls: {cert_file: a, key_file: c, min_version: '1.3', max_version: '1.2'}", "min_version cannot be greater"),
        ("tls: {cert_file: a, key_file: c, min_version: '2'}", "expected one of 1.0, 1.1, 1.2, 1.3"),
        ("tls: {cert_file: a, key_file: c, cipher_suites: [TLS_X]}", "TLS_X is none that is spoken here"),
        ("tls: {cert_file: a, key_file: c, tpm: {}}", "x::tls::tpm: is a setting of otelcol"),
    ])
    func `refuses`(yaml: String, message: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }

    @Test func `disabled sections do nothing`() throws {
        let settings = try read(
            """
            {tls: {enabled: false, cert_file: a, key_file: b}, auth: {enabled: false, authenticator: a},
             cors: {enabled: false, allowed_origins: ['*']}}
            """)
        #expect(settings.tls == nil && settings.access.cors == nil && settings.access.authentication == nil)
    }
}
