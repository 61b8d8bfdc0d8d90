import HTTPServer
import TestClient
import Testing

struct StreamTests {
    @Test func `sends megabytes piece by piece`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /stream?bytes=5000001 HTTP/1.1\r\nHost: x\r\n\r\n")
        let answer = try #require(client.answer())
        #expect(answer.headers["transfer-encoding"] == "chunked")
        #expect(answer.body == LetterStream.letters(0..<5_000_001))
        #expect(eventually { test.handler.streamsFinished == [true] })
        client.send(post("/echo", "next"))
        #expect(client.answer()?.text == "next")
    }

    @Test func `sends an empty stream`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /stream?bytes=0 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.answer()?.body == [])
    }

    @Test(arguments: ["gzip", "zstd"], [0, 1, 60_000, 3_000_000])
    func `compresses a stream`(coding: String, bytes: Int) throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /stream?bytes=\(bytes) HTTP/1.1\r\nHost: x\r\nAccept-Encoding: \(coding)\r\n\r\n")
        let answer = try #require(client.answer())
        #expect(answer.headers["content-encoding"] == coding)
        client.send(post("/echo?limit=3000000", answer.body, "Content-Encoding: \(coding)"))
        #expect(client.answer()?.body == LetterStream.letters(0..<bytes))
    }

    @Test func `ends with the connection for HTTP 1 point 0`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /stream?bytes=100000 HTTP/1.0\r\n\r\n")
        #expect(client.answer()?.body == LetterStream.letters(0..<100_000))
    }

    @Test func `tells the stream that its reader has gone`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /stream?bytes=100000000 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.receive())
        client.reset()
        #expect(eventually { test.handler.streamsFinished == [false] })
    }

    @Test func `doesn't call a page written that HEAD asked for`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("HEAD /stream?bytes=100 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.answer(toHEAD: true)?.status == 200)
        #expect(client.rest() == [])
        #expect(eventually { test.handler.streamsFinished == [false] })
    }
}
