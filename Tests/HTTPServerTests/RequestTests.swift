import HTTPServer
import TestClient
import Testing

struct RequestTests {
    @Test func `answers one request after the other on a connection`() throws {
        let test = try TestServer()
        let client = test.client()
        for body in ["", "a", String(repeating: "b", count: 100_000), "c"] {
            client.send(post("/echo", body))
            let answer = try #require(client.answer())
            #expect(answer.status == 200)
            #expect(answer.text == body)
        }
        #expect(Set(test.handler.seen).count == 1)
    }

    @Test func `answers pipelined requests in their order`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send(post("/echo", "one") + post("/nowhere", "two") + post("/echo", "three"))
        #expect(client.answer()?.text == "one")
        #expect(client.answer()?.text == "no such page")
        #expect(client.answer()?.text == "three")
    }

    @Test func `shows all header fields in their order`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send(
            Array("GET /fields HTTP/1.1\r\nHost: x\r\nA: one \t\r\nb:\r\na: t\two\r\nC: ".utf8) + [0xff]
                + Array("\r\n\r\n".utf8))
        #expect(client.answer()?.text == "Host=x|A=one|b=|a=t\two|C=\u{fffd}")
    }

    @Test func `reads a body in chunks`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
        client.send("4;x=y\r\ndefg\r\n0\r\nTrailer: 1\r\n\r\n")
        #expect(client.answer()?.text == "abcdefg")
    }

    @Test func `closes after a request of HTTP 1 point 0`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("POST /echo HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi")
        #expect(client.answer()?.text == "hi")
        #expect(client.isAtEnd())
    }

    @Test func `asks for the body that waits to be asked for`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(client.answer()?.status == 100)
        client.send("hi")
        #expect(client.answer()?.text == "hi")
    }

    @Test func `refuses without asking for the body`() throws {
        let test = try TestServer()
        for (path, status) in [("/nowhere", 404), ("/echo?limit=1", 413)] {
            let client = test.client()
            client.send("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(client.answer()?.status == status)
            #expect(client.isAtEnd())
        }
    }

    @Test func `answers HEAD without a body`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("HEAD /head HTTP/1.1\r\nHost: x\r\n\r\n")
        let answer = try #require(client.answer(toHEAD: true))
        #expect(answer.status == 200)
        #expect(answer.headers["content-length"] != "0")
        client.send(post("/echo", "next"))
        #expect(client.answer()?.text == "next")
    }

    @Test func `sends a prepared answer as often as asked`() throws {
        let test = try TestServer()
        let client = test.client()
        for _ in 0..<3 {
            client.send(post("/prepared", "x"))
            let answer = try #require(client.answer())
            #expect(answer.body == [0x0a, 0])
            #expect(answer.headers["x-kind"] == "prepared")
            #expect(answer.headers["content-type"] == "application/x-protobuf")
        }
    }

    @Test func `shows the head as it was sent`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("PUT /head?name=a%2Fb+c&x HTTP/1.1\r\nHost: x\r\ncontent-type:  Text/Plain ; q=1\r\n\r\n")
        #expect(client.answer()?.text == "PUT /head /head a/b c true 127.0.0.1")
        client.send("GET /%68ead HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.answer()?.status == 405)
    }

    @Test(arguments: [
        "\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n", "\u{16}\u{3}\u{1}\u{0}é",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "GET /\0 HTTP/1.1\r\n\r\n",
    ])
    func `survives what isn't HTTP`(bytes: String) throws {
        let test = try TestServer()
        let hostile = test.client()
        hostile.send(bytes)
        hostile.finishSending()
        _ = hostile.rest()
        let client = test.client()
        client.send(post("/echo", "still here"))
        #expect(client.answer()?.text == "still here")
    }

    @Test func `tells each closed connection once`() throws {
        let test = try TestServer()
        for _ in 0..<3 {
            let client = test.client()
            client.send(post("/echo", "x"))
            _ = client.answer()
        }
        #expect(eventually { test.handler.closed.count == 3 })
        #expect(Set(test.handler.seen) == Set(test.handler.closed))
    }

    @Test func `makes no more responders than calls at the same time`() throws {
        let test = try TestServer()
        let clients = (0..<20).map { _ in test.client() }
        for client in clients { client.send(post("/echo", "x")) }
        for client in clients { #expect(client.answer()?.text == "x") }
        #expect(test.handler.responders <= 2)
    }

    @Test(arguments: [
        ("", ""), ("?name=x", ""), ("?name[]=a", "a"), ("?name[]=b&x=1&name[]=a&name[]=b", "b|a|b"),
        ("?name%5B%5D=a&name%5b]=b", "a|b"), ("?name[]=a%20b%C3%A4+c", "a b\u{e4} c"), ("?name[]=%ff", "\u{fffd}"),
        ("?name[]=&name[]", "|"), ("?&&=&name[]=a%", "a%"),
    ])
    func `gives all values of a query parameter`(query: String, values: String) throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /names\(query) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.answer()?.text == values)
    }
}
