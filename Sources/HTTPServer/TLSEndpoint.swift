import CGnuTLS
import Locking

/// How a server speaks TLS: which versions and ciphers, and as whom, which may change while it runs.
public final class TLSEndpoint: Sendable {
    private struct State {
        var identity: TLSIdentity
        /// When the identity is asked for again, on the coarse clock.
        var reloadTime: UInt64
    }

    /// GnuTLS' priority string.
    let priorities: String
    private let state: Locked<State>
    private let reloadInterval: UInt64?
    private let reload: @Sendable () -> TLSIdentity?

    /// Takes the identity to begin with; `reload` gives a new one, or nil to keep the last, for the first session after
    /// each interval.
    public init(
        _ identity: TLSIdentity, priorities: String, reloadInterval: Duration? = nil,
        reload: @escaping @Sendable () -> TLSIdentity? = { nil }
    ) {
        self.priorities = priorities
        self.reload = reload
        self.reloadInterval = reloadInterval.map { UInt64(max(1, $0 / .milliseconds(1))) }
        let time = self.reloadInterval.map { CoarseClock.now() + $0 } ?? .max
        state = Locked(State(identity: identity, reloadTime: time))
    }

    /// Makes a session that begins ready, and gives the identity that it must not outlive.
    func prepare(_ session: UnsafeMutableRawPointer) -> TLSIdentity {
        let identity = current()
        // libmicrohttpd hands out sessions as pointers without a type.
        unsafe identity.prepare(gnutls_session_t(session))
        return identity
    }

    private func current() -> TLSIdentity {
        let now = CoarseClock.now()
        let (identity, isDue) = state.withLock { state in
            defer { if now >= state.reloadTime { state.reloadTime = now + (reloadInterval ?? 0) } }
            return (state.identity, now >= state.reloadTime)
        }
        guard isDue, let new = reload() else { return identity }
        state.withLock { $0.identity = new }
        return new
    }
}
