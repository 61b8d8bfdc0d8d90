import Glibc
import HTTPServer
import Locking
import TestClient
import Testing

/// The server tells of each limit for which it closes or refuses something, and who it was.
struct ReachedLimitTests {
    /// What a client does to reach a limit.
    struct Case: Sendable {
        let limit: ReachedLimit
        var change: @Sendable (inout ServerSettings) -> Void = { _ in }
        let sent: String
        var connections = 1
    }

    private static let head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"

    @Test(arguments: [
        // Two threads may each take a connection at one moment, before either is counted.
        Case(
            limit: .connections,
            change: {
                $0.connectionsMax = 1
                $0.threads = 1
            }, sent: "", connections: 2),
        Case(
            limit: .connectionsPerClient,
            change: {
                $0.connectionsPerClientMax = 1
                $0.threads = 1
            }, sent: "", connections: 2),
        Case(limit: .head, sent: head + "X: " + String(repeating: "x", count: 20_000)),
        Case(limit: .head, sent: "\u{16}\u{3}\u{1}\r\n\r\n"),
        Case(limit: .headerFields, change: { $0.headersMax = 1 }, sent: head + "\r\n"),
        Case(
            limit: .bodyBytes,
            change: {
                $0.bodyBytesMax = 100
                $0.uncountedBodyBytes = 0
            }, sent: head + "\r\n" + String(repeating: "x", count: 500)),
        Case(limit: .headTime, change: { $0.deadlines.head = short }, sent: "POST"),
        Case(limit: .bodyTime, change: { $0.deadlines.request = short }, sent: head + "\r\nx"),
        Case(limit: .bodyTime, change: { $0.deadlines.stall = short }, sent: head + "\r\nx"),
        Case(limit: .answerTime, change: { $0.deadlines.answer = short }, sent: head + "\r\nx"),
        Case(
            limit: .answerTime, change: { $0.deadlines.answerStall = short },
            sent: "GET /stream?bytes=100000000 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ])
    func `tells of a limit`(each: Case) throws {
        let told = Told()
        let test = try TestServer {
            each.change(&$0)
            $0.limitReached = { told.note($0, $1) }
        }
        let clients = (0..<each.connections).map { _ in
            let client = test.client()
            client.send(each.sent)
            return client
        }
        #expect(eventually { !told.limits.isEmpty })
        #expect(told.limits.first == each.limit)
        #expect(told.hosts.allSatisfy { $0 == "127.0.0.1" })
        withExtendedLifetime(clients) {}
    }

    @Test func `tells once of a connection`() throws {
        let told = Told()
        let test = try TestServer {
            $0.deadlines.answer = Self.short
            $0.limitReached = { told.note($0, $1) }
        }
        // A connection that is worked for can't be closed before the end.
        let client = test.client()
        client.send(post("/gate", [UInt8](repeating: 7, count: 300 << 10)))
        #expect(eventually { !told.limits.isEmpty })
        usleep(200_000)
        #expect(told.limits == [.answerTime])
        test.handler.gate.open()
    }

    @Test func `tells nothing of who goes or rests`() throws {
        let told = Told()
        let test = try TestServer {
            $0.deadlines.idle = Self.short
            $0.limitReached = { told.note($0, $1) }
        }
        test.client().reset()
        test.client().send("POST /ec")
        let client = test.client()
        client.send(post("/echo", "x"))
        #expect(client.answer()?.status == 200)
        #expect(client.isAtEnd())
        #expect(told.limits == [])
    }

    private static let short = Duration.milliseconds(80)
}

/// What a server has told.
private final class Told: Sendable {
    private let all = Locked<[(ReachedLimit, String)]>([])

    var limits: [ReachedLimit] { all.withLock { $0.map(\.0) } }
    var hosts: [String] { all.withLock { $0.map(\.1) } }

    func note(_ limit: ReachedLimit, _ peer: PeerAddress) {
        all.withLock { $0.append((limit, peer.host)) }
    }
}
