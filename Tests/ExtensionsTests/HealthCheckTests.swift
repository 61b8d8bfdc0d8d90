import HTTPServer
import Synchronization
import TestClient
import Testing

@testable import Extensions

private let notReady = #"{"status":"Server not available","upSince":"0001-01-01T00:00:00Z","uptime":""}"#

struct HealthCheckTests {
    private let now = TestTime()

    private func ask(_ handler: HealthCheckHandler, _ request: String) throws -> Answer {
        let server = try HTTPServer(ServerSettings(host: "127.0.0.1", port: 0, threads: 1), handler)
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send("\(request) HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        return try #require(client.answer(toHEAD: request.hasPrefix("HEAD")))
    }

    @Test func `isn't ready until it is told so, nor after it is told otherwise`() throws {
        now.seconds.store(1_763_709_380, ordering: .relaxed)
        let handler = HealthCheckHandler(clock: now.read)
        #expect(try ask(handler, "GET /").text == notReady)
        handler.isReady = true
        now.seconds.add(3_723, ordering: .relaxed)
        let answer = try ask(handler, "GET /")
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/json")
        #expect(
            answer.text
                == #"{"status":"Server available","upSince":"2025-11-21T07:16:20Z","uptime":"1h2m3s"}"#)
        handler.isReady = false
        let last = try ask(handler, "GET /")
        #expect(last.status == 503)
        #expect(last.text == notReady)
    }

    @Test(arguments: ["POST /", "PUT /", "OPTIONS /", "HEAD /", "GET /health", "GET /?x=1"])
    func `answers any method, and any path below its own`(request: String) throws {
        let handler = HealthCheckHandler()
        handler.isReady = true
        #expect(try ask(handler, request).status == 200)
    }

    @Test(arguments: [("GET /healthz", 200), ("GET /", 404), ("GET /healthz/", 404), ("GET /healthz/x", 404)])
    func `knows one path only`(request: String, status: Int) throws {
        let handler = HealthCheckHandler(path: "/healthz", responseBody: .init(healthy: "all fine"))
        handler.isReady = true
        let answer = try ask(handler, request)
        #expect(answer.status == status)
        #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
        #expect(answer.text == (status == 200 ? "all fine" : "404 page not found\n"))
    }

    @Test(arguments: [
        (0, "0s"), (1, "1ns"), (1_100, "1.1µs"), (2_000_000, "2ms"), (2_000_001, "2.000001ms"),
        (59_900_000_000, "59.9s"), (60_000_000_000, "1m0s"), (3_600_000_000_001, "1h0m0.000000001s"),
    ])
    func `prints the time that it is up as Go does`(nanoseconds: Int64, text: String) throws {
        let handler = HealthCheckHandler(clock: now.read)
        handler.isReady = true
        now.nanoseconds.store(nanoseconds, ordering: .relaxed)
        #expect(try ask(handler, "GET /").text.hasSuffix(#""uptime":"\#(text)"}"#))
    }
}

/// A clock that stands still until it is set.
private final class TestTime: Sendable {
    let seconds = Atomic<Int64>(0)
    let nanoseconds = Atomic<Int64>(0)

    var read: @Sendable () -> Int64 {
        { self.seconds.load(ordering: .relaxed) * 1_000_000_000 + self.nanoseconds.load(ordering: .relaxed) }
    }
}
