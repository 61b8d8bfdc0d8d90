import Configuration
import Testing

struct EndpointTests {
    @Test(
        arguments: [
            ("localhost:4318", "localhost", 4318), (":4318", "", 4318), ("0.0.0.0:0", "0.0.0.0", 0),
            ("[::]:4318", "::", 4318), ("[::1]:65535", "::1", 65535), ("otel.example.org:1", "otel.example.org", 1),
        ] as [(String, String, UInt16)])
    func `reads host and port, and writes them back`(text: String, host: String, port: UInt16) throws {
        let endpoint = try Endpoint(parsing: text)
        #expect(endpoint == Endpoint(host: host, port: port))
        #expect(endpoint.description == text)
    }

    @Test(
        arguments: [
            ("localhost", .missingPort), ("", .missingPort), ("localhost:", .missingPort), ("[::1]", .missingPort),
            ("::1:4318", .tooManyColons), ("a:b:1", .tooManyColons), ("x:65536", .badPort("65536")),
            ("x:http", .badPort("http")), ("x:-1", .badPort("-1")), ("x:+1", .badPort("+1")), ("x:٣", .badPort("٣")),
            ("http://x:1", .scheme), ("https://x", .scheme), ("[::1:4318", .badHost("[::1")),
            ("a b:1", .badHost("a b")),
            ("a/b:1", .badHost("a/b")),
        ] as [(String, Endpoint.Fault)])
    func `refuses anything else`(text: String, fault: Endpoint.Fault) {
        #expect(throws: fault) { try Endpoint(parsing: text) }
    }
}
