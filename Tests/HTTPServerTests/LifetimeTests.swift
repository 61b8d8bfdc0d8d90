import Dispatch
import HTTPServer
import TestClient
import Testing

struct LifetimeTests {
    @Test func `says that a port is in use`() throws {
        let test = try TestServer()
        let settings = ServerSettings(host: "127.0.0.1", port: test.server.port)
        let error = #expect(throws: ListenError.self) { try HTTPServer(settings, TestHandler()) }
        #expect(error?.reason == .addressInUse)
        #expect(error?.description == "listen tcp 127.0.0.1:\(test.server.port): Address already in use")
    }

    @Test(arguments: [
        ("192.0.2.1", ListenError.Reason.addressNotAvailable), ("no.such.host.invalid", .unknownHost),
        ("300.1.1.1", .unknownHost),
    ])
    func `says why it can't listen`(host: String, reason: ListenError.Reason) {
        let error = #expect(throws: ListenError.self) {
            try HTTPServer(ServerSettings(host: host, port: 0), TestHandler())
        }
        #expect(error?.reason == reason)
        #expect(error?.address == .tcp(host: host, port: 0))
    }

    @Test(arguments: ["", "localhost", "0.0.0.0", "::"])
    func `listens at`(host: String) throws {
        let test = try TestServer { $0.address = .tcp(host: host, port: 0) }
        let client = test.client()
        client.send(post("/echo", "here"))
        #expect(client.answer()?.text == "here")
    }

    @Test(arguments: [10, 300 << 10])
    func `finishes the requests that have begun, then stops`(bytes: Int) throws {
        let test = try TestServer()
        let idle = test.client()
        idle.send(post("/echo", "x"))
        #expect(idle.answer()?.status == 200)
        let client = test.client()
        client.send(post("/gate", [UInt8](repeating: 1, count: bytes)))
        #expect(eventually { test.handler.gate.waiting == 1 })
        let server = test.server
        let stopping = DispatchWorkItem { server.stop() }
        DispatchQueue.global().async(execute: stopping)
        #expect(eventually { !Client(port: server.port).isConnected })
        test.handler.gate.open()
        let answer = try #require(client.answer())
        #expect(answer.body.count == bytes)
        #expect(answer.headers["connection"]?.lowercased() == "close")
        stopping.wait()
        #expect(client.isAtEnd())
        #expect(idle.isAtEnd())
        server.stop()
    }

    @Test func `doesn't wait for ever for a body`() throws {
        let test = try TestServer { $0.drainTimeout = .milliseconds(20) }
        let client = test.client()
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 901\r\n\r\nabc")
        #expect(eventually { test.handler.seen.count == 1 })
        test.server.stop()
        #expect(client.answer() == nil)
    }

    @Test func `closes idle connections when told to`() throws {
        let test = try TestServer { $0.deadlines.idle = .milliseconds(100) }
        let client = test.client()
        client.send(post("/echo", "x"))
        #expect(client.answer()?.text == "x")
        #expect(client.isAtEnd())
    }
}
