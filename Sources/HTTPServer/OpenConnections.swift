import Dispatch
import Glibc
import Locking

/// The connections that are open, and a sweep that ends those that have gone without being noticed or take too long.
///
/// libmicrohttpd 0.9.75 waits on epoll's edges. When the end of a connection arrives together with its last bytes,
/// there is no second edge: it reads the bytes, and keeps the connection for ever if nothing more is to be sent on it.
/// And it has one timeout only, in seconds, which any byte begins anew.
final class OpenConnections: Sendable {
    private struct Record {
        let connection: OpenConnection
        var inspection = ConnectionInspection()
        var isToldLate = false
    }

    private struct Records {
        var all: [ConnectionID: Record] = [:]
        /// How many connections each client has; counted only where there is a limit.
        var perClient: [PeerAddress: Int] = [:]
        /// Whether a sweep is ahead: there is one as long as there are connections.
        var isSweepAhead = false
    }

    /// How many connections are looked at with the lock held.
    private static let sliceCount = 256

    // A connection leaves before its descriptor is closed, so what is in here is open.
    private let records = Locked(Records())
    private let queue = DispatchQueue(label: "windsock.connections")
    private let settings: ServerSettings
    private let sweepInterval: DispatchTimeInterval
    private let inspector: ConnectionInspector

    init(_ settings: ServerSettings) {
        self.settings = settings
        // Deadlines are kept to a quarter, but nobody is looked at more than a hundred times a second.
        let precision = max((settings.deadlines.shortest ?? .seconds(4)) / 4, .milliseconds(10))
        sweepInterval = .milliseconds(Int(min(precision, .seconds(1), settings.sweepInterval) / .milliseconds(1)))
        inspector = ConnectionInspector(settings)
    }

    /// Whether there is room for one more connection of a client.
    func admits(_ peer: PeerAddress) -> Bool {
        guard let limit = records.withLock({ limit(reachedBy: peer, $0) }) else { return true }
        settings.limitReached(limit, peer)
        return false
    }

    private func limit(reachedBy peer: PeerAddress, _ records: Records) -> ReachedLimit? {
        if records.all.count >= settings.connectionsMax { return .connections }
        let clientMax = settings.connectionsPerClientMax
        guard clientMax > 0, records.perClient[peer.withoutPort, default: 0] >= clientMax else { return nil }
        return .connectionsPerClient
    }

    func opened(_ connection: OpenConnection) {
        let isFirst = records.withLock { records in
            records.all[connection.id] = Record(connection: connection)
            if settings.connectionsPerClientMax > 0 {
                records.perClient[connection.peer.withoutPort, default: 0] += 1
            }
            defer { records.isSweepAhead = true }
            return !records.isSweepAhead
        }
        if isFirst { sweepLater() }
    }

    var isEmpty: Bool {
        records.withLock { $0.all.isEmpty }
    }

    func closed(_ connection: OpenConnection) {
        records.withLock { records in
            records.all[connection.id] = nil
            guard settings.connectionsPerClientMax > 0 else { return }
            let client = connection.peer.withoutPort
            let left = records.perClient[client, default: 0] - 1
            records.perClient[client] = left > 0 ? left : nil
        }
    }

    /// Sweeps again and again, for as long as there are connections: who serves nobody isn't woken up.
    private func sweepLater() {
        queue.asyncAfter(deadline: .now() + sweepInterval) { [weak self] in
            guard let self else { return }
            sweep()
            let isNeeded = records.withLock { records in
                records.isSweepAhead = !records.all.isEmpty
                return records.isSweepAhead
            }
            if isNeeded { sweepLater() }
        }
    }

    private func sweep() {
        let now = CoarseClock.now()
        let connections = records.withLock { Array($0.all.keys) }
        for start in stride(from: 0, to: connections.count, by: Self.sliceCount) {
            let slice = connections[start..<min(start + Self.sliceCount, connections.count)]
            let late = records.withLock { records in slice.compactMap { end($0, &records, at: now) } }
            for (limit, peer) in late { settings.limitReached(limit, peer) }
        }
    }

    /// Ends a connection that is over; gives the limit that it has reached, if that is why and hasn't been told.
    private func end(
        _ id: ConnectionID, _ records: inout Records, at now: UInt64
    ) -> (limit: ReachedLimit, peer: PeerAddress)? {
        guard let connection = records.all[id]?.connection,
            let end = records.all[id]?.inspection.end(connection, at: now, inspector)
        else { return nil }
        // This is an edge, which libmicrohttpd's thread wakes up on; one that rests may stay for a while.
        shutdown(connection.descriptor, Int32(SHUT_RDWR))
        guard case .late(let limit) = end, records.all[id]?.isToldLate == false else { return nil }
        records.all[id]?.isToldLate = true
        return (limit, connection.peer)
    }
}
