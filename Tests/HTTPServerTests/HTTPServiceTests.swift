import HTTPServer
import TestClient
import Testing

struct HTTPServiceTests {
    private let service = HTTPService()
    private let settings = ServerSettings(host: "127.0.0.1", port: 0, threads: 1)

    @Test func `answers from start to stop, and after another start`() throws {
        for _ in 0..<2 {
            let port = try service.start(settings, TestHandler())
            let client = Client(port: port)
            client.send(post("/echo", "here"))
            #expect(client.answer()?.text == "here")
            service.stop()
            #expect(!Client(port: port).isConnected)
        }
    }

    @Test func `stops once, and not before it runs`() throws {
        service.stop()
        try service.start(settings, TestHandler())
        service.stop()
        service.stop()
    }

    @Test func `isn't running after a start that failed`() throws {
        let test = try TestServer()
        #expect(throws: ListenError.self) {
            try service.start(ServerSettings(host: "127.0.0.1", port: test.server.port), TestHandler())
        }
        let port = try service.start(settings, TestHandler())
        #expect(Client(port: port).isConnected)
    }
}
