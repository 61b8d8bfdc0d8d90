import Configuration
import HTTPServer
import Locking
import Logging
import MetricCore
import Pipeline
import TestClient
import Testing

@testable import Serving

/// Who is let through to a handler, over a real connection.
struct AccessTests {
    private func ask(_ yaml: String, _ requests: [UInt8], answers: Int = 1) throws -> [Answer] {
        let id = ComponentID(type: "x")
        let settings = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: Diagnostics()) {
            ListenerSettings($0, ListenerSettings.Defaults(endpoint: nil))
        }
        let context = ComponentContext(
            .receiver, id, logger: .none, registry: SeriesRegistry(Registry(RegistryOptions())),
            authenticators: [
                ComponentID(type: "quick"): Word(isSlow: false), ComponentID(type: "slow"): Word(isSlow: true),
            ])
        let listener = Listener(settings, context)
        try listener.start(Greeter(), threads: 1)
        defer { listener.stop() }
        let client = Client(path: path)
        client.send(requests)
        return (0..<answers).compactMap { _ in client.answer() }
    }

    private let path = "/tmp/windsock-access-\(UInt64.random(in: 0...UInt64.max)).sock"
    private var endpoint: String { "transport: unix, endpoint: \(path)" }

    @Test(arguments: ["quick", "slow"]) func `asks an authenticator`(name: String) throws {
        let yaml = "{\(endpoint), auth: {authenticator: \(name)}}"
        let requests =
            post("/hello", Array("one".utf8), "X-Word: sesame") + post("/hello", Array("two".utf8), "X-Word: salami")
            + post("/hello", Array("three".utf8)) + post("/hello", Array("four".utf8), "X-Word: sesame")
        let answers = try ask(yaml, requests, answers: 4)
        #expect(answers.map(\.status) == [200, 401, 401, 200])
        #expect(answers.map(\.text) == ["one", "wrong word\n", "no word\n", "four"])
    }

    @Test func `a body that has to wait for its sender's permission is asked for`() throws {
        let head = "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
        let yaml = "{\(endpoint), auth: {authenticator: slow}}"
        #expect(try ask(yaml, Array("\(head)X-Word: sesame\r\n\r\n".utf8)).map(\.status) == [100])
        #expect(try ask(yaml, Array("\(head)X-Word: x\r\n\r\n".utf8)).map(\.status) == [401])
    }

    @Test(arguments: [
        ("[x-word]", "/hello?x-word=sesame", "", 200), ("[x-word]", "/hello?x-word=a", "", 401),
        ("[x-word]", "/hello?x-word=a", "X-Word: sesame", 200), ("[X-Word]", "/hello?X-Word=a", "X-Word: sesame", 401),
        ("[X-Word]", "/hello?X-Word=%73esame", "X-Word: a", 200), ("[other]", "/hello?x-word=sesame", "", 401),
    ])
    func `credentials may be in the query`(names: String, path: String, field: String, status: Int) throws {
        let yaml = "{\(endpoint), auth: {authenticator: quick, request_params: \(names)}}"
        let request = field.isEmpty ? post(path, []) : post(path, [], field)
        #expect(try ask(yaml, request).map(\.status) == [status])
    }

    @Test func `adds header fields to every answer that hasn't got them`() throws {
        let yaml = "{\(endpoint), response_headers: {X-Team: data, content-type: text/x, X-Own: theirs}}"
        for (path, status) in [("/hello", 200), ("/prepared", 200), ("/nowhere", 404), ("/stream", 200)] {
            let answer = try #require(try ask(yaml, post(path, [])).first)
            #expect(answer.status == status)
            #expect(answer.headers["x-team"] == "data")
            #expect(answer.headers["content-type"] != "text/x")
            #expect(path == "/nowhere" || answer.headers["x-own"] == "ours")
        }
    }

    @Test func `a preflight needs no authenticator`() throws {
        let yaml = "{\(endpoint), auth: {authenticator: quick}, cors: {allowed_origins: ['https://a']}}"
        let request =
            "OPTIONS /x HTTP/1.1\r\nHost: x\r\nOrigin: https://a\r\nAccess-Control-Request-Method: POST\r\n\r\n"
        let answer = try #require(try ask(yaml, Array(request.utf8)).first)
        #expect(answer.status == 204)
        #expect(answer.headers["access-control-allow-origin"] == "https://a")
        let refused = try #require(try ask(yaml, post("/hello", [], "Origin: https://a")).first)
        #expect(refused.status == 401)
        #expect(refused.headers["access-control-allow-origin"] == "https://a")
        #expect(refused.headers["vary"] == "Origin")
    }
}

/// Knows one word.
private final class Word: Authenticator {
    private let isSlow: Bool
    let credentialsField = "X-Word"

    init(isSlow: Bool) {
        self.isSlow = isSlow
    }

    func judge(_ credentials: RawSpan?) -> Verdict? {
        guard let credentials else { return .refused("no word") }
        return isSlow ? nil : verify(unsafe credentials.withUnsafeBytes { unsafe Array($0) })
    }

    func verify(_ credentials: [UInt8]) -> Verdict {
        credentials == Array("sesame".utf8) ? .accepted : .refused("wrong word")
    }

    func start() {}
    func stop() {}
    func becameReady() {}
    func willStop() {}
}

/// Answers in all ways that there are.
private struct Greeter: HTTPHandler {
    private static let own = [HTTPHeader("X-Own", "ours")]
    private let prepared = PreparedResponse(status: 200, contentType: "text/plain", headers: own, body: [])

    final class Responder: HTTPResponder {
        func respond(to head: borrowing RequestHead, body: RawSpan) -> sending HTTPResponse {
            let bytes = unsafe body.withUnsafeBytes { unsafe Array($0) }
            return HTTPResponse(status: 200, contentType: "text/plain", headers: own, body: bytes)
        }
    }

    final class Nothing: ResponseStream {
        func next(into piece: inout [UInt8]) {}
    }

    func makeResponder() -> sending any HTTPResponder { Responder() }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        switch head.path.string {
        case "/hello": .body(limit: 100)
        case "/prepared": .answer(HTTPResponse(prepared))
        case "/stream":
            .answer(HTTPResponse(status: 200, contentType: "text/plain", headers: Self.own, stream: Nothing()))
        default: .answer(.notFound)
        }
    }
}
