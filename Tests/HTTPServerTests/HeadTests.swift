import HTTPServer
import TestClient
import Testing

struct HeadTests {
    @Test(arguments: [
        (["Content-Length: 2", "Content-Length: 2"], 400), (["Content-Length: 2", "content-length: 3"], 400),
        (["Content-Length: 2", "Transfer-Encoding: chunked"], 400),
        (["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], 400),
        (["Transfer-Encoding: gzip"], 501), (["Host: y", "Content-Length: 2"], 400),
    ])
    func `refuses what two servers could read differently`(fields: [String], status: Int) throws {
        let test = try TestServer()
        let client = test.client()
        let lines = fields.map { $0 + "\r\n" }.joined()
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\n\(lines)\r\nhi")
        let answer = try #require(client.answer())
        #expect(answer.status == status)
        #expect(answer.headers["connection"]?.lowercased() == "close")
        #expect(client.isAtEnd())
        #expect(test.handler.seen.isEmpty)
    }

    @Test(arguments: [(3, 200), (4, 431)])
    func `takes only so many fields`(count: Int, status: Int) throws {
        let test = try TestServer { $0.headersMax = 5 }
        let client = test.client()
        let fields = (0..<count).map { "X-\($0): y\r\n" }.joined()
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\(fields)\r\nhi")
        #expect(client.answer()?.status == status)
    }

    @Test func `takes only so many bytes`() throws {
        let test = try TestServer { $0.headBytesMax = 4096 }
        let client = test.client()
        client.send("GET /head HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "y", count: 1 << 20))\r\n\r\n")
        #expect(client.answer()?.status == 431)
        let other = test.client()
        other.send(post("/echo", "x"))
        #expect(other.answer()?.text == "x")
    }

    @Test func `a field's value ends before its blanks`() throws {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /head HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain \t \r\n\r\n")
        #expect(client.answer()?.text.contains("true") == true)
    }
}
