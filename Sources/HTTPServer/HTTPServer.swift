import CMicroHTTPD
import Dispatch
import Glibc
import Locking

/// An HTTP/1.1 server on one address, from `init` to `stop`.
@safe
public final class HTTPServer: @unchecked Sendable {
    // Safe and Sendable: the daemon is libmicrohttpd's, whose functions any thread may call, and is stopped once, by
    // deinit or before, which closes the socket. The callbacks' context outlives it.
    private let daemon: OpaquePointer
    private let socket: ListenSocket
    private let callbacks: Callbacks
    private let drainTimeout: Duration
    private let stopped = Locked(false)

    /// The port that it listens on.
    public var port: UInt16 { socket.port }

    /// Starts to listen, and to answer requests by `handler`.
    public init(_ settings: ServerSettings, _ handler: any HTTPHandler) throws(ListenError) {
        socket = try ListenSocket(settings.address)
        let state = ServerState(settings)
        callbacks = Callbacks(Dispatcher(handler, settings, state), state, settings.tls)
        drainTimeout = settings.drainTimeout
        // libmicrohttpd shares its limit out among its threads, and at its limit touches the listening socket, which
        // may be gone; so it gets one that is never reached, and connections are counted here.
        let connectionsMax = (settings.connectionsMax + settings.threads) * settings.threads
        guard
            let daemon = unsafe callbacks.startDaemon(
                threads: settings.threads, connectionsMax: connectionsMax, connectionMemory: settings.headBytesMax,
                socket.descriptor)
        else {
            throw ListenError(settings.address, code: errno)
        }
        unsafe self.daemon = daemon
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
        socket.refuseConnections()
        drain(state)
        // A connection that rests must be back on its event loop before the daemon stops.
        state.isAbandoned = true
        state.finishWork()
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
