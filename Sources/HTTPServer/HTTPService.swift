import Locking

/// A server for an owner that is made before it starts. Any thread may start and stop it.
public final class HTTPService: Sendable {
    private let server = Locked<HTTPServer?>(nil)

    /// Makes a service that doesn't listen yet.
    public init() {}

    /// Starts to listen, and to answer requests by `handler`; returns the port that it listens on.
    ///
    /// - Precondition: It isn't running.
    @discardableResult
    public func start(_ settings: ServerSettings, _ handler: any HTTPHandler) throws(ListenError) -> UInt16 {
        let started = try HTTPServer(settings, handler)
        server.withLock { server in
            precondition(server == nil, "started twice")
            server = started
        }
        return started.port
    }

    /// Stops as ``HTTPServer/stop()`` does. Does nothing if it isn't running.
    public func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
    }
}
