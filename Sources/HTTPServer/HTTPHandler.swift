/// What a server does with its requests. The server's threads call it, several at a time.
public protocol HTTPHandler: Sendable {
    /// Makes one more of what answers requests with bodies. There are only as many as answer at the same time, however
    /// many connections are open.
    func makeResponder() -> sending any HTTPResponder

    /// Looks at the head of a request, before any byte of its body is read.
    func admit(_ head: borrowing RequestHead) -> sending Admission

    /// Answers a request whose body was admitted but can't be had.
    func refuse(_ head: borrowing RequestHead, because refusal: BodyRefusal) -> sending HTTPResponse

    /// Answers a request whose sender may not send, for a reason to be told.
    func deny(_ head: borrowing RequestHead, because reason: String) -> sending HTTPResponse

    /// Header fields of every answer, but for those that an answer has already.
    func headers(for head: borrowing RequestHead) -> [HTTPHeader]

    /// Is told that a connection is closed. Called once for each, also when no request came on it.
    func connectionClosed(_ connection: ConnectionID)
}

/// Answers requests whose bodies have come, one at a time; so it may keep what it works with for the next one.
public protocol HTTPResponder: AnyObject {
    /// Answers a request whose body has come whole and is decoded. The body is lent for the call.
    func respond(to head: borrowing RequestHead, body: RawSpan) -> sending HTTPResponse
}

extension HTTPHandler {
    /// For handlers that admit no body.
    public func makeResponder() -> sending any HTTPResponder { NoBodyResponder() }

    /// Does nothing, for handlers that needn't know.
    public func connectionClosed(_ connection: ConnectionID) {}

    /// Answers with 401 and the reason as text.
    public func deny(_ head: borrowing RequestHead, because reason: String) -> sending HTTPResponse {
        HTTPResponse(status: 401, contentType: "text/plain; charset=utf-8", body: "\(reason)\n")
    }

    /// None.
    public func headers(for head: borrowing RequestHead) -> [HTTPHeader] { [] }

    /// Answers with the refusal's own status, and its description as text.
    public func refuse(_ head: borrowing RequestHead, because refusal: BodyRefusal) -> sending HTTPResponse {
        HTTPResponse(
            status: refusal.status, contentType: "text/plain; charset=utf-8", body: "\(refusal.description)\n")
    }
}

private final class NoBodyResponder: HTTPResponder {
    func respond(to head: borrowing RequestHead, body: RawSpan) -> sending HTTPResponse {
        HTTPResponse(status: 500, contentType: "text/plain; charset=utf-8", body: "unexpected request body\n")
    }
}

/// What a handler decides when it has seen a request's head.
public enum Admission {
    /// Answer without looking at the body, if there is one.
    case answer(HTTPResponse)
    /// Read the body, whose bytes may be `limit` at most, both as sent and after undoing `coding`. To answer takes
    /// `growth` times as many bytes again.
    case body(limit: Int, coding: ContentCoding = .identity, growth: Int = 0)
    /// Decide by this, which takes time: on a thread that nobody waits for, while the connection rests.
    case later(@Sendable (borrowing RequestHead) -> Admission)
}

/// Why an admitted body can't be had.
public enum BodyRefusal: Error, Equatable, CustomStringConvertible {
    /// It is larger than admitted, as sent or decoded. The limit is in bytes.
    case tooLarge(limit: Int)
    /// Its encoding is broken.
    case malformed(DecodingError)
    /// All bodies at once have reached the server's limit: worth another try later.
    case overloaded

    /// The status that fits.
    public var status: Int {
        switch self {
        case .tooLarge: 413
        case .malformed: 400
        case .overloaded: 503
        }
    }

    /// What Go says of it, where Go knows it.
    public var description: String {
        switch self {
        case .tooLarge: "http: request body too large"
        case .malformed(let error): error.description
        case .overloaded: "too many request bodies at once"
        }
    }
}
