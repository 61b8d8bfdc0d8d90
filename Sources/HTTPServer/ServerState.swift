import Dispatch
import Synchronization

/// What a server's threads share.
final class ServerState: Sendable {
    let budget: ByteBudget
    let exchanges: Pool<Exchange>
    let openConnections: OpenConnections
    /// The thread for large bodies.
    let largeBodies = DispatchQueue(label: "windsock.large-bodies")
    private let begun = Atomic(0)
    private let ended = Atomic(0)
    private let connections = Atomic<UInt>(0)
    private let stopping = Atomic(false)
    private let abandoned = Atomic(false)

    init(_ settings: ServerSettings) {
        budget = ByteBudget(limit: settings.bodyBytesMax)
        openConnections = OpenConnections(sweepInterval: settings.sweepInterval)
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
        exchange.reset(budget)
        exchanges.give(exchange)
        ended.add(1, ordering: .releasing)
    }

    /// A number for a connection that was opened.
    func connectionOpened(descriptor: Int32) -> ConnectionID {
        let connection = ConnectionID(connections.add(1, ordering: .relaxed).newValue)
        openConnections.opened(connection, descriptor: descriptor)
        return connection
    }
}
