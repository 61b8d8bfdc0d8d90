import CMicroHTTPD
import Dispatch
import Glibc
import Locking

/// An HTTP/1.1 server on one address, from `init` to `stop`.
@safe
public final class HTTPServer: @unchecked Sendable {
    // Safe and Sendable: the daemon is libmicrohttpd's, whose functions any thread may call, and is stopped once, by
    // deinit or before. The socket and the callbacks' context outlive it.
    private let daemon: OpaquePointer
    private let socket: ListenSocket
    private let callbacks: Callbacks
    private let drainTimeout: Duration
    private let stopped = Locked(false)

    /// The port that it listens on.
    public var port: UInt16 { socket.port }

    /// Starts to listen, and to answer requests by `handler`.
    public init(_ settings: ServerSettings, _ handler: some HTTPHandler) throws(ListenError) {
        socket = try ListenSocket(host: settings.host, port: settings.port)
        let state = ServerState(settings)
        callbacks = Callbacks(Dispatcher(handler, settings, state), state)
        drainTimeout = settings.drainTimeout
        var daemonSettings = windsock_daemon_settings(
            threads: UInt32(clamping: settings.threads), connections_max: UInt32(clamping: settings.connectionsMax),
            idle_timeout_s: UInt32(clamping: settings.idleTimeoutSeconds), connection_memory: settings.headBytesMax,
            listen_socket: socket.descriptor)
        guard let daemon = unsafe callbacks.startDaemon(&daemonSettings) else {
            throw ListenError(host: settings.host, port: settings.port, code: errno)
        }
        unsafe self.daemon = daemon
        state.openConnections.startSweeping()
    }

    deinit {
        stop()
    }

    /// Refuses new connections, waits until the requests that have begun are answered, but no longer than the settings
    /// say, and closes all connections. Further calls do nothing.
    public func stop() {
        let isFirst = stopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        let state = callbacks.state
        state.isStopping = true
        unsafe MHD_quiesce_daemon(daemon)
        socket.refuseConnections()
        drain(state)
        // A connection that rests must be back on its event loop before the daemon stops.
        state.isAbandoned = true
        state.largeBodies.sync {}
        unsafe MHD_stop_daemon(daemon)
    }

    /// Waits until all connections are closed, or until no request is under way and none has begun for a moment: what a
    /// client has sent while its connection was open should be answered, and its connection closed by that answer.
    private func drain(_ state: ServerState) {
        let deadline = ContinuousClock.now + drainTimeout
        var quietSince = ContinuousClock.now
        var begun = state.requestsBegun
        while !state.openConnections.isEmpty && ContinuousClock.now < min(deadline, quietSince + Self.quietTime) {
            usleep(1000)
            if state.requestsEnded < state.requestsBegun || state.requestsBegun != begun {
                quietSince = .now
                begun = state.requestsBegun
            }
        }
    }

    private static let quietTime = Duration.milliseconds(50)
}
