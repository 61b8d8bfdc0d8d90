import Glibc
import Synchronization

/// A connection that is open, and what is happening on it.
final class OpenConnection: @unchecked Sendable {
    // Sendable: `identity` is set before anybody else knows of the connection; all else doesn't change or is atomic.

    /// What a connection waits for.
    enum Phase: UInt64 {
        /// The head of its first request.
        case opening
        /// The head of a further request.
        case idle
        /// More of a body.
        case body
        /// That a thread of ours gets to it.
        case work
        /// More of the answer to be sent.
        case answer
    }

    let id: ConnectionID
    let descriptor: Int32
    let peer: PeerAddress
    /// What its TLS session shows of us, which must stay as long as the session.
    var identity: TLSIdentity?
    // The phase in the lowest three bits; above them since when, on the coarse clock.
    private let state: Atomic<UInt64>
    private let headTime: Atomic<UInt64>

    init(_ id: ConnectionID, descriptor: Int32, peer: PeerAddress) {
        self.id = id
        self.descriptor = descriptor
        self.peer = peer
        let now = CoarseClock.now()
        state = Atomic(now << 3)
        headTime = Atomic(now)
    }

    /// What it waits for, and since when; a phase that is entered again is another one.
    var current: (phase: Phase, since: UInt64) {
        let state = state.load(ordering: .relaxed)
        return (Phase(rawValue: state & 7) ?? .opening, state >> 3)
    }

    /// When the head of the request had come that is under way.
    var headCame: UInt64 { headTime.load(ordering: .relaxed) }

    /// Whether the other end has finished sending, or both have. The connection must not be closed yet.
    var isFinishedByPeer: Bool {
        var entry = pollfd(fd: descriptor, events: Self.peerFinishedSending, revents: 0)
        // The call doesn't wait.
        return unsafe poll(&entry, 1, 0) > 0
    }

    /// Linux' POLLRDHUP, the event that the other end has finished sending; Glibc's module doesn't have it.
    private static let peerFinishedSending: Int16 = 0x2000

    /// Notes that a request's head has come.
    func beginRequest() {
        let now = CoarseClock.now()
        headTime.store(now, ordering: .relaxed)
        enter(.body, at: now)
    }

    /// Notes that something has come or gone.
    func enter(_ phase: Phase, at now: UInt64 = CoarseClock.now()) {
        state.store(now << 3 | phase.rawValue, ordering: .relaxed)
    }
}

/// A clock that costs next to nothing and is a few milliseconds behind.
enum CoarseClock {
    /// Milliseconds since some moment in the past.
    static func now() -> UInt64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        return UInt64(clamping: now.tv_sec) * 1000 + UInt64(clamping: now.tv_nsec) / 1_000_000
    }
}
