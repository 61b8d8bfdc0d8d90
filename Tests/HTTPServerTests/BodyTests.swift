import HTTPServer
import TestClient
import Testing

struct BodyTests {
    @Test func `refuses a body over its limit and goes on`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send(post("/echo?limit=4", "12345"))
        let answer = try #require(client.answer())
        #expect(answer.status == 413)
        #expect(answer.text == "http: request body too large\n")
        client.send("POST /echo?limit=4 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        #expect(client.answer()?.status == 413)
        client.send(post("/echo?limit=4", "1234"))
        #expect(client.answer()?.text == "1234")
    }

    @Test func `answers first when far too much would follow`() throws {
        let test = try TestServer { $0.discardedBytesMax = 1000 }
        let client = test.client()
        client.send("POST /echo?limit=4 HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")
        #expect(client.answer()?.status == 413)
        #expect(client.isAtEnd())
    }

    @Test func `hangs up when far too much follows`() throws {
        let test = try TestServer { $0.discardedBytesMax = 1000 }
        let client = test.client()
        client.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n")
        client.send([UInt8](repeating: 0, count: 1001))
        #expect(client.answer() == nil)
    }

    @Test func `refuses a bomb`() throws {
        let test = try TestServer()
        let bomb = try Samples.compressed(size: 4 << 20)
        let client = test.client()
        for limit in [1000, 1 << 20] {
            client.send(post("/echo?limit=\(limit)", bomb, "Content-Encoding: gzip"))
            #expect(client.answer()?.status == 413)
        }
    }

    @Test func `works off large bodies aside`() throws {
        let test = try TestServer { $0.threads = 1 }
        let large = [UInt8](repeating: 7, count: 300 << 10)
        let waiting = test.client()
        waiting.send(post("/gate", large))
        #expect(eventually { test.handler.gate.waiting == 1 })
        let client = test.client()
        for _ in 0..<10 {
            client.send(post("/echo", "small"))
            #expect(client.answer()?.text == "small")
        }
        test.handler.gate.open()
        #expect(waiting.answer()?.body == large)
        waiting.send(post("/echo", "next"))
        #expect(waiting.answer()?.text == "next")
    }

    @Test func `works off what decodes to a large body aside`() throws {
        let test = try TestServer { $0.threads = 1 }
        let waiting = test.client()
        waiting.send(post("/gate", try Samples.compressed(size: 300 << 10), "Content-Encoding: gzip"))
        #expect(eventually { test.handler.gate.waiting == 1 })
        let client = test.client()
        client.send(post("/echo", "small"))
        #expect(client.answer()?.text == "small")
        test.handler.gate.open()
        #expect(waiting.answer()?.body.count == 300 << 10)
    }

    @Test func `bounds all bodies together and recovers`() throws {
        let test = try TestServer {
            $0.bodyBytesMax = 1200
            $0.uncountedBodyBytes = 0
            $0.largeBodyBytes = 100
        }
        let holder = test.client()
        holder.send(post("/gate", [UInt8](repeating: 65, count: 900)))
        #expect(eventually { test.handler.gate.waiting == 1 })
        let client = test.client()
        client.send(post("/echo", String(repeating: "b", count: 101)))
        #expect(client.answer()?.status == 503)
        client.send(post("/echo", String(repeating: "b", count: 100)))
        #expect(client.answer()?.status == 200)
        test.handler.gate.open()
        #expect(holder.answer()?.body.count == 900)
        let isRecovered = eventually {
            client.send(post("/echo", String(repeating: "b", count: 900)))
            return client.answer()?.status == 200
        }
        #expect(isRecovered)
    }

    @Test func `what is small needs no room`() throws {
        let test = try TestServer {
            $0.bodyBytesMax = 1
            $0.uncountedBodyBytes = 100
        }
        let client = test.client()
        for (size, status) in [(100, 200), (101, 200), (102, 503), (100, 200)] {
            client.send(post("/echo", String(repeating: "b", count: size)))
            #expect(client.answer()?.status == status)
            client.send(post("/echo", try Samples.compressed(size: size), "Content-Encoding: gzip"))
            #expect(client.answer()?.status == status)
        }
    }

    @Test func `large bodies leave room for others`() throws {
        let test = try TestServer {
            $0.bodyBytesMax = 20_000
            $0.uncountedBodyBytes = 0
            $0.largeBodyBytes = 10_000
        }
        let client = test.client()
        for (size, status) in [(15_001, 503), (15_000, 200), (10_000, 200)] {
            client.send(post("/echo", String(repeating: "b", count: size)))
            #expect(client.answer()?.status == status)
        }
    }

    @Test func `bounds what bodies become`() throws {
        let test = try TestServer {
            $0.bodyBytesMax = 10_000
            $0.uncountedBodyBytes = 0
        }
        let client = test.client()
        let (fits, exceeds) = (try Samples.compressed(size: 9000), try Samples.compressed(size: 10_001))
        for _ in 0..<3 {
            client.send(post("/echo", exceeds, "Content-Encoding: gzip"))
            #expect(client.answer()?.status == 503)
            client.send(post("/echo", fits, "Content-Encoding: gzip"))
            #expect(client.answer()?.body.count == 9000)
            client.send(post("/echo?growth=1", String(repeating: "b", count: 6000)))
            #expect(client.answer()?.status == 503)
            client.send(post("/echo?growth=1", String(repeating: "b", count: 4000)))
            #expect(client.answer()?.body.count == 4000)
        }
    }

    @Test func `forgets bodies that never come whole`() throws {
        let test = try TestServer {
            $0.bodyBytesMax = 1000
            $0.uncountedBodyBytes = 0
        }
        for _ in 0..<5 {
            let broken = test.client()
            broken.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 901\r\n\r\n")
            broken.send([UInt8](repeating: 65, count: 900))
            broken.reset()
        }
        let stopped = test.client()
        stopped.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 901\r\n\r\nabc")
        stopped.finishSending()
        #expect(stopped.answer() == nil)
        let client = test.client()
        let isRecovered = eventually {
            client.send(post("/echo", String(repeating: "b", count: 1000)))
            return client.answer()?.status == 200
        }
        #expect(isRecovered)
    }
}
