/// What one call of a handler needs; used again by the next.
final class Workspace<Scratch>: @unchecked Sendable {
    // Sendable: one call at a time has it, from when the pool lends it until it is given back.
    var scratch: Scratch
    private let decodedBytesKept: Int
    private var decoder = BodyDecoder()
    private var decoded = DecodedBody()

    /// `decodedBytesKept` is how large a buffer stays for the next body.
    init(scratch: Scratch, decodedBytesKept: Int) {
        self.scratch = scratch
        self.decodedBytesKept = decodedBytesKept
    }

    /// Runs `use` with the decoded body.
    func withDecoded<Result>(
        _ exchange: Exchange, limit: Int, _ use: (RawSpan, inout Scratch) -> Result
    ) throws(BodyRefusal) -> Result {
        defer { decoded.giveBack(above: decodedBytesKept) }
        let body = exchange.body
        try unsafe decoder.decode(body.span.bytes, exchange.coding, limit: limit, into: &decoded)
        return unsafe use(decoded.bytes.span.bytes, &scratch)
    }
}
