import Dispatch
import Synchronization

/// What a server's threads share.
final class ServerState: Sendable {
    let budget: ByteBudget
    let exchanges: Pool<Exchange>
    let openConnections: OpenConnections
    /// The thread for large bodies.
    let largeBodies = DispatchQueue(label: "windsock.large-bodies")
    /// The thread for decisions that take time.
    private let decisions = DispatchQueue(label: "windsock.decisions")
    private let decisionsMax: Int
    private let waitingDecisions = Atomic(0)
    private let begun = Atomic(0)
    private let ended = Atomic(0)
    private let connections = Atomic<UInt>(0)
    private let stopping = Atomic(false)
    private let abandoned = Atomic(false)

    init(_ settings: ServerSettings) {
        budget = ByteBudget(
            limit: settings.bodyBytesMax, uncountedBytes: settings.uncountedBodyBytes,
            largeBytes: settings.largeBodyBytes)
        openConnections = OpenConnections(settings)
        decisionsMax = settings.decisionsMax
        exchanges = Pool(capacity: 256) { Exchange() }
    }

    /// Whether each answer is the last one on its connection.
    var isStopping: Bool {
        get { stopping.load(ordering: .relaxed) }
        set { stopping.store(newValue, ordering: .relaxed) }
    }

    /// Whether large bodies are no longer worked on.
    var isAbandoned: Bool {
        get { abandoned.load(ordering: .relaxed) }
        set { abandoned.store(newValue, ordering: .relaxed) }
    }

    /// How many requests have begun so far.
    var requestsBegun: Int {
        begun.load(ordering: .relaxed)
    }

    /// How many requests are over.
    var requestsEnded: Int {
        ended.load(ordering: .acquiring)
    }

    /// An exchange for a request that begins.
    func beginExchange() -> Exchange {
        begun.add(1, ordering: .relaxed)
        return exchanges.take()
    }

    /// Takes back the exchange of a request that is over; `delivered` says whether its answer was sent whole.
    func end(_ exchange: Exchange, delivered: Bool) {
        exchange.pump?.finish(delivered: delivered)
        exchange.connection?.enter(.idle)
        exchange.reset(budget)
        exchanges.give(exchange)
        ended.add(1, ordering: .releasing)
    }

    /// Whether one more request may wait for a decision; who is told so must call `decide`.
    func reserveDecision() -> Bool {
        if waitingDecisions.add(1, ordering: .relaxed).newValue <= decisionsMax { return true }
        waitingDecisions.subtract(1, ordering: .relaxed)
        return false
    }

    /// Has a decision made on a thread of its own.
    func decide(_ decision: @escaping @Sendable () -> Void) {
        decisions.async { [self] in
            decision()
            waitingDecisions.subtract(1, ordering: .relaxed)
        }
    }

    /// Waits until nobody works on a request whose connection rests.
    func finishWork() {
        decisions.sync {}
        largeBodies.sync {}
    }

    /// Notes a connection that was opened.
    func connectionOpened(descriptor: Int32, peer: PeerAddress) -> OpenConnection {
        let id = ConnectionID(connections.add(1, ordering: .relaxed).newValue)
        let connection = OpenConnection(id, descriptor: descriptor, peer: peer)
        openConnections.opened(connection)
        return connection
    }
}
