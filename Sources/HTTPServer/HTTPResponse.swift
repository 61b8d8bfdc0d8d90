/// A header field.
public struct HTTPHeader: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// Makes a field. In a response neither may hold a control character; libmicrohttpd leaves such a field out.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension HTTPHeader {
    /// Whether it has this name, whose case doesn't matter.
    func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }
}

/// An answer to one request.
public struct HTTPResponse {
    enum Content {
        case prepared(PreparedResponse)
        case bytes(ResponseParts, [UInt8])
        case stream(ResponseParts, any ResponseStream, ResponseCoding)
    }

    let content: Content

    /// An answer with a body that is there already.
    public init(status: Int, contentType: String?, headers: [HTTPHeader] = [], body: [UInt8]) {
        content = .bytes(ResponseParts(status, contentType, headers), body)
    }

    /// An answer with a short text.
    public init(status: Int, contentType: String?, headers: [HTTPHeader] = [], body: String) {
        self.init(status: status, contentType: contentType, headers: headers, body: Array(body.utf8))
    }

    /// An answer whose body is made while it is sent, and compressed on the way (the field Content-Encoding is added
    /// then). It goes out in chunks.
    public init(
        status: Int, contentType: String?, headers: [HTTPHeader] = [], stream: any ResponseStream,
        coding: ResponseCoding = .identity
    ) {
        content = .stream(ResponseParts(status, contentType, headers), stream, coding)
    }

    /// What to send where all answers have further fields; what the answer itself says counts.
    func content(with headers: [HTTPHeader]) -> Content {
        guard !headers.isEmpty else { return content }
        switch content {
        case .prepared(let prepared): return .bytes(prepared.parts.adding(below: headers), prepared.body)
        case .bytes(let parts, let body): return .bytes(parts.adding(below: headers), body)
        case .stream(let parts, let stream, let coding): return .stream(parts.adding(below: headers), stream, coding)
        }
    }

    /// The answer to a path that isn't there, as Go's servers give it.
    public static var notFound: HTTPResponse {
        HTTPResponse(
            status: 404, contentType: "text/plain; charset=utf-8",
            headers: [HTTPHeader("X-Content-Type-Options", "nosniff")], body: "404 page not found\n")
    }

    /// An answer that was made before.
    public init(_ prepared: PreparedResponse) {
        content = .prepared(prepared)
    }
}

/// What all answers have.
struct ResponseParts {
    let status: Int
    let headers: [HTTPHeader]

    init(_ status: Int, _ contentType: String?, _ headers: [HTTPHeader]) {
        self.status = status
        self.headers = (contentType.map { [HTTPHeader("Content-Type", $0)] } ?? []) + headers
    }

    private init(status: Int, headers: [HTTPHeader]) {
        self.status = status
        self.headers = headers
    }

    /// With further fields, but for those that there are already.
    func adding(below further: [HTTPHeader]) -> ResponseParts {
        let missing = further.filter { field in !headers.contains { $0.isNamed(field.name) } }
        return ResponseParts(status: status, headers: headers + missing)
    }

    func adding(_ header: HTTPHeader) -> ResponseParts {
        ResponseParts(status: status, headers: headers + [header])
    }
}

/// Makes the body of an answer piece by piece. Only one thread at a time calls it, and no lock is held meanwhile.
public protocol ResponseStream: AnyObject {
    /// Appends the next piece, some 64 KiB of it, to `piece`, which is empty. Appending nothing ends the body.
    func next(into piece: inout [UInt8])

    /// Is told once that nothing more will be asked for: because the body was sent to its end, or (`completely` is
    /// false) because the client has gone.
    func finished(completely: Bool)
}

extension ResponseStream {
    /// Does nothing, for streams that needn't know.
    public func finished(completely: Bool) {}
}
