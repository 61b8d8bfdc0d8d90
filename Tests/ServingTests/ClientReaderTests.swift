import Configuration
import HTTPServer
import Locking
import Logging
import MetricCore
import Pipeline
import TestClient
import Testing

@testable import Serving

/// What is found out about a request, over a real connection.
struct ClientReaderTests {
    private let path = "/tmp/windsock-client-\(UInt64.random(in: 0...UInt64.max)).sock"

    private func clients(_ yaml: String, of requests: [UInt8], overTCP: Bool = false) throws -> [ClientInformation] {
        let id = ComponentID(type: "x")
        let endpoint = overTCP ? "endpoint: 127.0.0.1:0" : "transport: unix, endpoint: \(path)"
        let settings = try ConfigSection.parse(
            yaml: "{\(endpoint), \(yaml)}", component: id, diagnostics: Diagnostics()
        ) { ListenerSettings($0, ListenerSettings.Defaults(endpoint: nil)) }
        let context = ComponentContext(
            .receiver, id, logger: .none, registry: SeriesRegistry(Registry(RegistryOptions())),
            authenticators: [ComponentID(type: "named"): Named()])
        let reading = Reading(ClientReader(settings, context))
        guard !overTCP else {
            let server = try HTTPServer(ServerSettings(settings.address, threads: 1), reading)
            defer { server.stop() }
            return ask(Client(port: server.port), requests, reading)
        }
        let listener = Listener(settings, context)
        try listener.start(reading, threads: 1)
        defer { listener.stop() }
        return ask(Client(path: path), requests, reading)
    }

    private func ask(_ client: Client, _ requests: [UInt8], _ reading: Reading) -> [ClientInformation] {
        client.send(requests)
        #expect(client.answer()?.status == 404)
        return reading.clients
    }

    @Test func `header fields are there if they are asked for, in any case, and the host`() throws {
        let request = post("/", [], "X-Tenant: red \t", "x-tenant:blue", "X-Empty:")
        let client = try #require(clients("include_metadata: true", of: request).first)
        #expect(client.metadata["X-TENANT"] == ["red", "blue"])
        #expect(client.metadata["x-empty"] == [""])
        #expect(client.metadata["host"] == ["x"])
        #expect(client.metadata["x-other"] == [])
        #expect(client.metadata.names == ["content-length", "host", "x-empty", "x-tenant"])
    }

    @Test func `what isn't UTF-8 is repaired`() throws {
        let request =
            Array("GET / HTTP/1.1\r\nHost: x\r\nX-Tenant: a".utf8) + [0xff, 0xc3, 0x28]
            + Array("\r\n\r\n".utf8)
        let client = try #require(clients("include_metadata: true", of: request).first)
        #expect(client.metadata["x-tenant"] == ["a\u{fffd}\u{fffd}("])
    }

    @Test(arguments: ["", "include_metadata: false"])
    func `else only the address and the sender are known`(yaml: String) throws {
        let request = post("/", [], "X-Name: alice")
        let named = try clients("auth: {authenticator: named}, \(yaml)", of: request)
        #expect(named == [ClientInformation(authentication: ["name": "alice"])])
        #expect(try clients(yaml, of: request, overTCP: true) == [ClientInformation(address: "127.0.0.1")])
    }

    @Test func `credentials of the query count as those of a field do`() throws {
        let yaml = "auth: {authenticator: named, request_params: [x-name]}"
        #expect(
            try clients(yaml, of: post("/?x-name=%62ob", [])) == [ClientInformation(authentication: ["name": "bob"])])
    }
}

/// Knows everybody who says a name.
private final class Named: Authenticator {
    let credentialsField = "X-Name"

    func judge(_ credentials: RawSpan?) -> Verdict? { credentials == nil ? .refused("no name") : .accepted }
    func verify(_ credentials: [UInt8]) -> Verdict { .accepted }
    func attributes(of credentials: [UInt8]) -> [String: String] {
        ["name": String(decoding: credentials, as: UTF8.self)]
    }

    func start() {}
    func stop() {}
    func becameReady() {}
    func willStop() {}
}

/// Notes what is read off requests.
private final class Reading: HTTPHandler {
    private let reader: ClientReader
    private let read = Locked<[ClientInformation]>([])

    init(_ reader: ClientReader) {
        self.reader = reader
    }

    var clients: [ClientInformation] { read.withLock { $0 } }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        let client = reader.client(of: head)
        read.withLock { $0.append(client) }
        return .answer(.notFound)
    }
}
