/// What answering a request with a body needs; used again for the next.
final class Workspace: @unchecked Sendable {
    // Sendable: one call at a time has it, from when the pool lends it until it is given back.
    let responder: any HTTPResponder
    private let decodedBytesKept: Int
    private var decoder = BodyDecoder()
    private var decoded = DecodedBody()

    /// `decodedBytesKept` is how large a buffer stays for the next body.
    init(_ responder: sending any HTTPResponder, decodedBytesKept: Int) {
        self.responder = responder
        self.decodedBytesKept = decodedBytesKept
    }

    /// Answers a request whose body has to be decoded first, to `limit` bytes at most.
    func respond(
        to head: borrowing RequestHead, _ exchange: Exchange, limit: Int
    ) throws(BodyRefusal) -> HTTPResponse {
        defer { decoded.giveBack(above: decodedBytesKept) }
        let body = exchange.body
        try unsafe decoder.decode(body.span.bytes, exchange.coding, limit: limit, into: &decoded)
        return unsafe responder.respond(to: head, body: decoded.bytes.span.bytes)
    }
}
