import HTTPServer
import Locking
import TestClient

/// Answers as its paths say, and counts what it sees.
final class TestHandler: HTTPHandler {
    struct Counts {
        var responders = 0
        var closed: [ConnectionID] = []
        var seen: [ConnectionID] = []
        var streamsFinished: [Bool] = []
    }

    var responders: Int { counts.withLock { $0.responders } }
    /// The connection of each request.
    var seen: [ConnectionID] { counts.withLock { $0.seen } }
    var closed: [ConnectionID] { counts.withLock { $0.closed } }
    var streamsFinished: [Bool] { counts.withLock { $0.streamsFinished } }

    private let counts = Locked(Counts())
    let gate = Gate()
    private let constant = PreparedResponse(
        status: 200, contentType: "application/x-protobuf", headers: [HTTPHeader("X-Kind", "prepared")],
        body: [0x0a, 0])

    func makeResponder() -> sending any HTTPResponder {
        counts.withLock { $0.responders += 1 }
        return Responder(constant, gate)
    }

    private final class Responder: HTTPResponder {
        private let constant: PreparedResponse
        private let gate: Gate

        init(_ constant: PreparedResponse, _ gate: Gate) {
            self.constant = constant
            self.gate = gate
        }

        func respond(to head: borrowing RequestHead, body: RawSpan) -> sending HTTPResponse {
            if head.path.equals("/prepared") { return HTTPResponse(constant) }
            if head.path.equals("/gate") { gate.pass() }
            let bytes = unsafe body.withUnsafeBytes { unsafe Array($0) }
            return HTTPResponse(status: 200, contentType: "application/octet-stream", body: bytes)
        }
    }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        let connection = head.connectionID
        counts.withLock { $0.seen.append(connection) }
        let limit = Int(head.query("limit")?.string ?? "") ?? 1 << 20
        if head.path.equals("/stream") {
            let size = Int(head.query("bytes")?.string ?? "") ?? 0
            let coding = ResponseCoding(accepted: head.header("accept-encoding")?.string ?? "")
            let stream = LetterStream(size) { [counts] completely in
                counts.withLock { $0.streamsFinished.append(completely) }
            }
            return .answer(HTTPResponse(status: 200, contentType: "text/plain", stream: stream, coding: coding))
        }
        if head.path.equals("/names") {
            let names = head.queryValues("name[]").joined(separator: "|")
            return .answer(HTTPResponse(status: 200, contentType: nil, body: names))
        }
        if head.path.equals("/fields") {
            let fields = head.headers.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
            return .answer(HTTPResponse(status: 200, contentType: nil, body: fields))
        }
        if head.path.equals("/head") {
            return .answer(HTTPResponse(status: 200, contentType: nil, body: describe(head)))
        }
        guard head.method.equals("POST") else {
            return .answer(HTTPResponse(status: 405, contentType: "text/plain", body: "only POST"))
        }
        guard head.path.equals("/echo") || head.path.equals("/prepared") || head.path.equals("/gate") else {
            return .answer(HTTPResponse(status: 404, contentType: "text/plain", body: "no such page"))
        }
        switch head.header("Content-Encoding")?.string {
        case nil: return .body(limit: limit, growth: head.query("growth") == nil ? 0 : 1)
        case "gzip": return .body(limit: limit, coding: .gzip)
        case "deflate": return .body(limit: limit, coding: .zlib)
        case "zstd": return .body(limit: limit, coding: .zstd)
        case "lz4": return .body(limit: limit, coding: .lz4)
        case "snappy": return .body(limit: limit, coding: .snappy)
        case "x-snappy-framed": return .body(limit: limit, coding: .framedSnappy)
        case let other?: return .answer(HTTPResponse(status: 415, contentType: nil, body: "what is \(other)?"))
        }
    }

    func connectionClosed(_ connection: ConnectionID) {
        counts.withLock { $0.closed.append(connection) }
    }

    private func describe(_ head: borrowing RequestHead) -> String {
        let path = head.path.string
        let decoded = String(decoding: head.path.percentDecoded, as: UTF8.self)
        let query = String(decoding: head.query("name")?.percentDecoded ?? [], as: UTF8.self)
        let type = head.header("CONTENT-TYPE")
        let isText = type?.beforeParameters.equalsIgnoringCase("text/plain") == true
        return "\(head.method.string) \(path) \(decoded) \(query) \(isText) \(head.peer.host)"
    }
}

/// Where calls wait until it is opened.
final class Gate: Sendable {
    private let state = Locked((waiting: 0, isOpen: false))

    var waiting: Int { state.withLock { $0.waiting } }

    func open() { state.withLock { $0.isOpen = true } }

    func pass() {
        state.withLock { $0.waiting += 1 }
        _ = eventually { state.withLock { $0.isOpen } }
        state.withLock { $0.waiting -= 1 }
    }
}

/// Pieces of the alphabet, over and over.
final class LetterStream: ResponseStream {
    private var left: Int
    private let whenFinished: (Bool) -> Void

    init(_ bytes: Int, _ whenFinished: @escaping (Bool) -> Void) {
        left = bytes
        self.whenFinished = whenFinished
    }

    static func letters(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8(97 + $0 % 26) }
    }

    private var sent = 0

    func next(into piece: inout [UInt8]) {
        let count = min(left, 60_000)
        piece += Self.letters(sent..<sent + count)
        sent += count
        left -= count
    }

    func finished(completely: Bool) { whenFinished(completely) }
}

/// A server on a free port, stopped when nobody has it any more.
struct TestServer {
    let handler = TestHandler()
    let server: HTTPServer

    init(_ change: (inout ServerSettings) -> Void = { _ in }) throws {
        var settings = ServerSettings(host: "127.0.0.1", port: 0, threads: 2)
        settings.sweepInterval = .milliseconds(10)
        change(&settings)
        server = try HTTPServer(settings, handler)
    }

    func client() -> Client { Client(port: server.port) }
}
