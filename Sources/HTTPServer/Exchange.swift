/// One request while it is under way: its body as far as it has come, and the answer once there is one.
///
/// Used again for later requests, so that the body of a request needs no new memory.
final class Exchange: @unchecked Sendable {
    // Sendable: one thread at a time has it, as libmicrohttpd leads the request from one to the other.

    /// A buffer that has become larger than this is given back after its request.
    private static let keptBytes = 64 << 10
    /// So much of what a sender declares is made room for before it comes: memory that isn't touched costs nothing.
    private static let reservedBytes = 1 << 20

    private(set) var body: [UInt8] = []
    private(set) var limit = 0
    private(set) var coding = ContentCoding.identity
    /// How many times its bytes it takes to answer the body.
    private(set) var growth = 0
    /// Why the body is thrown away, if it was admitted at first.
    private(set) var refusal: BodyRefusal?
    /// The answer, once there is one. A body that still comes is thrown away.
    var response: HTTPResponse?
    /// The stream that is being sent.
    var pump: StreamPump?
    /// The connection that the request came on.
    var connection: OpenConnection?
    /// What was decided about the request while its connection rested.
    private var decision: Admission?
    private var discardedBytes = 0

    /// Whether the body, if there is one, is for nobody.
    var isUnwanted: Bool {
        response != nil || refusal != nil
    }

    /// Begins to collect a body; `declared` is its length, if the sender has said so.
    func admitBody(limit: Int, coding: ContentCoding, growth: Int, declared: Int?) {
        self.limit = limit
        self.coding = coding
        self.growth = growth
        guard let declared else { return }
        if declared > limit {
            refusal = .tooLarge(limit: limit)
        } else {
            body.reserveCapacity(min(declared, Self.reservedBytes))
        }
    }

    /// Takes the next bytes of the body. False when so much has been thrown away that the connection should be closed.
    func take(_ bytes: RawSpan, budget: ByteBudget, discardedBytesMax: Int) -> Bool {
        if !isUnwanted {
            if body.count + bytes.byteCount > limit {
                refuse(.tooLarge(limit: limit), budget)
            } else if budget.reserve(bytes.byteCount, beyond: body.count) {
                // The pointer is used within the call only.
                unsafe bytes.withUnsafeBytes { unsafe body.append(contentsOf: $0) }
                return true
            } else {
                refuse(.overloaded, budget)
            }
        }
        discardedBytes += bytes.byteCount
        return discardedBytes <= discardedBytesMax
    }

    /// Forgets the request.
    func reset(_ budget: ByteBudget) {
        release(budget)
        refusal = nil
        response = nil
        pump = nil
        connection = nil
        decision = nil
        discardedBytes = 0
    }

    /// Notes what was decided.
    func decide(_ admission: Admission) {
        decision = admission
    }

    /// What was decided, told once; nil if there was nothing to decide.
    func takeDecision() -> Admission? {
        defer { decision = nil }
        return decision
    }

    private func refuse(_ reason: BodyRefusal, _ budget: ByteBudget) {
        refusal = reason
        release(budget)
    }

    private func release(_ budget: ByteBudget) {
        budget.release(body.count)
        if body.capacity > Self.keptBytes {
            body = []
        } else {
            body.removeAll(keepingCapacity: true)
        }
    }
}
