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

    /// Answers a request whose body is decoded to `limit` bytes at most; what that takes is taken out of the budget.
    func respond(
        to head: borrowing RequestHead, _ exchange: Exchange, limit: Int, _ budget: ByteBudget
    ) throws(BodyRefusal) -> HTTPResponse {
        let body = exchange.body
        guard exchange.coding != .identity else {
            return unsafe try respond(to: head, body.span.bytes, taking: body.count * exchange.growth, of: budget)
        }
        defer { decoded.giveBack(above: decodedBytesKept) }
        let room = min(limit, budget.room)
        do {
            try unsafe decoder.decode(body.span.bytes, exchange.coding, limit: room, into: &decoded)
        } catch .tooLarge where room < limit {
            throw .overloaded
        }
        let bytes = decoded.bytes.count
        return unsafe try respond(
            to: head, decoded.bytes.span.bytes, taking: bytes + bytes * exchange.growth, of: budget)
    }

    private func respond(
        to head: borrowing RequestHead, _ body: RawSpan, taking bytes: Int, of budget: ByteBudget
    ) throws(BodyRefusal) -> HTTPResponse {
        guard bytes > 0 else { return responder.respond(to: head, body: body) }
        guard budget.reserve(bytes) else { throw .overloaded }
        defer { budget.release(bytes) }
        return responder.respond(to: head, body: body)
    }
}
