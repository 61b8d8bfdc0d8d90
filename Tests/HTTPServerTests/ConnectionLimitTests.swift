import Dispatch
import Glibc
import HTTPServer
import Synchronization
import TestClient
import Testing

struct ConnectionLimitTests {
    @Test func `closes connections beyond the limit, and takes others later`() throws {
        let test = try TestServer { $0.connectionsMax = 2 }
        let clients = (0..<2).map { _ in test.client() }
        for client in clients {
            client.send(post("/echo", "x"))
            #expect(client.answer()?.text == "x")
        }
        #expect(test.client().isAtEnd())
        clients[0].closeNow()
        let isTaken = eventually {
            let client = test.client()
            client.send(post("/echo", "x"))
            return client.answer()?.text == "x"
        }
        #expect(isTaken)
    }

    @Test func `a client has only so many connections`() throws {
        let test = try TestServer { $0.connectionsPerClientMax = 1 }
        let client = test.client()
        client.send(post("/echo", "x"))
        #expect(client.answer()?.text == "x")
        #expect(test.client().isAtEnd())
        client.closeNow()
        #expect(
            eventually {
                let client = test.client()
                client.send(post("/echo", "x"))
                return client.answer()?.text == "x"
            })
    }

    @Test func `answers once to each connection that may not bring more`() throws {
        let test = try TestServer { $0.keepsConnections = false }
        let client = test.client()
        client.send(post("/echo", "x") + post("/echo", "y"))
        let answer = client.answer()
        #expect(answer?.text == "x")
        #expect(answer?.headers["connection"]?.lowercased() == "close")
        #expect(client.isAtEnd())
    }

    /// libmicrohttpd's own way to stop listening ends the process now and then when connections come in meanwhile.
    @Test func `stops under load, again and again`() throws {
        let isOver = Atomic(false)
        let port = Atomic<UInt16>(0)
        DispatchQueue.global().async {
            DispatchQueue.concurrentPerform(iterations: 3) { _ in
                while !isOver.load(ordering: .relaxed) {
                    let client = Client(port: port.load(ordering: .relaxed))
                    if client.isConnected {
                        client.send(post("/echo", "x"))
                        _ = client.answer()
                        client.reset()
                    }
                }
            }
        }
        defer { isOver.store(true, ordering: .relaxed) }
        for _ in 0..<200 {
            let test = try TestServer {
                $0.threads = 2
                $0.connectionsMax = 4
            }
            port.store(test.server.port, ordering: .relaxed)
            usleep(3000)
            test.server.stop()
        }
    }

    @Test func `gives back the files that it had`() throws {
        let before = openFiles()
        for _ in 0..<20 {
            let test = try TestServer()
            let client = test.client()
            client.send(post("/echo", "x"))
            #expect(client.answer()?.text == "x")
            test.server.stop()
        }
        // Other tests run beside this one.
        #expect(eventually { openFiles() < before + 20 })
    }

    private func openFiles() -> Int {
        (0..<4096).count { fcntl($0, F_GETFD) >= 0 }
    }
}
