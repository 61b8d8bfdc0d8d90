/// What one call of a handler needs; used again by the next.
final class Workspace<Scratch>: @unchecked Sendable {
    // Sendable: one call at a time has it, from when the pool lends it until it is given back.
    var scratch: Scratch
    private let inflatedBytesKept: Int
    private lazy var inflater = Inflater()
    private var inflated: [UInt8] = []

    /// `inflatedBytesKept` is how large a buffer stays for the next body.
    init(scratch: Scratch, inflatedBytesKept: Int) {
        self.scratch = scratch
        self.inflatedBytesKept = inflatedBytesKept
    }

    /// Runs `use` with the inflated body.
    func withInflated<Result>(
        _ exchange: Exchange, limit: Int, _ use: (RawSpan, inout Scratch) -> Result
    ) throws(BodyRefusal) -> Result {
        defer {
            if inflated.capacity > inflatedBytesKept { inflated = [] }
        }
        let body = exchange.body
        try unsafe inflater.inflate(body.span.bytes, exchange.coding, limit: limit, into: &inflated)
        return unsafe use(inflated.span.bytes, &scratch)
    }
}
