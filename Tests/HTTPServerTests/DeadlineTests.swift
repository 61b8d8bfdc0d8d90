import Glibc
import HTTPServer
import TestClient
import Testing

struct DeadlineTests {
    private static let short = Duration.milliseconds(80)

    /// What a client sends, and whether its connection is closed for it.
    struct Case: Sendable {
        let name: String
        let sent: String
        /// What it sends once it has been answered.
        var later = ""
        let change: @Sendable (inout Deadlines) -> Void
        let answers: Int
    }

    private static let head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"

    @Test(arguments: [
        Case(name: "nothing", sent: "", change: { $0.head = short }, answers: 0),
        Case(name: "half a head", sent: "POST /echo HT", change: { $0.head = short }, answers: 0),
        Case(
            name: "half a head of a whole request", sent: "POST /echo",
            change: {
                $0 = none; $0.request = short
            }, answers: 0),
        Case(
            name: "half a second head", sent: head + "abcde", later: "POST /ec", change: { $0.head = short }, answers: 1
        ),
        Case(name: "half a body", sent: head + "ab", change: { $0.request = short }, answers: 0),
        Case(name: "a body that stands still", sent: head + "ab", change: { $0.stall = short }, answers: 0),
        Case(name: "an answer that is late", sent: head + "ab", change: { $0.answer = short }, answers: 0),
        Case(name: "rest", sent: head + "abcde", change: { $0.idle = short }, answers: 1),
        Case(name: "rest within a whole request", sent: head + "abcde", change: { $0.request = short }, answers: 1),
    ])
    func `ends what takes too long`(each: Case) throws {
        let test = try TestServer { each.change(&$0.deadlines) }
        let client = test.client()
        if !each.sent.isEmpty { client.send(each.sent) }
        for _ in 0..<each.answers { #expect(client.answer()?.text == "abcde") }
        usleep(50_000)
        if !each.later.isEmpty { client.send(each.later) }
        let start = ContinuousClock.now
        #expect(client.isAtEnd())
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    private static var none: Deadlines {
        var deadlines = Deadlines()
        deadlines.head = nil
        deadlines.stall = nil
        deadlines.answerStall = nil
        return deadlines
    }

    @Test(arguments: [
        Case(name: "the idle timeout is none for the first request", sent: "", change: { $0.idle = short }, answers: 1),
        Case(name: "the head's is none for a body", sent: head + "ab", change: { $0.head = short }, answers: 1),
        Case(name: "none at all", sent: head + "ab", change: { $0 = none }, answers: 1),
    ])
    func `waits for the rest`(each: Case) throws {
        let test = try TestServer { each.change(&$0.deadlines) }
        let client = test.client()
        if !each.sent.isEmpty { client.send(each.sent) }
        usleep(250_000)
        client.send(each.sent.isEmpty ? Self.head + "abcde" : "cde")
        #expect(client.answer()?.text == "abcde")
    }

    @Test func `a body may take as long as it moves`() throws {
        let test = try TestServer { $0.deadlines.stall = .milliseconds(200) }
        let client = test.client()
        client.send(Self.head)
        for letter in ["a", "b", "c", "d", "e"] {
            usleep(80_000)
            client.send(letter)
        }
        #expect(client.answer()?.text == "abcde")
    }

    @Test func `a reader that stands still is left`() throws {
        let test = try TestServer { $0.deadlines.answerStall = Self.short }
        let client = test.client()
        client.send("GET /stream?bytes=100000000 HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(eventually { test.handler.streamsFinished == [false] })
    }
}
