import CMicroHTTPD

/// What libmicrohttpd calls. It holds this object by an unretained pointer, which the server outlives it by.
final class Callbacks: Sendable {
    let dispatcher: Dispatcher
    let state: ServerState
    let tls: TLSEndpoint?

    init(_ dispatcher: Dispatcher, _ state: ServerState, _ tls: TLSEndpoint?) {
        self.dispatcher = dispatcher
        self.state = state
        self.tls = tls
    }

    /// Starts a daemon that calls this object; nil, with errno set, when the system refuses.
    func startDaemon(
        threads: Int, connectionsMax: Int, connectionMemory: Int, _ socket: Int32
    ) -> OpaquePointer? {
        // The text is copied by libmicrohttpd before the call returns.
        unsafe (tls?.priorities ?? "").withCString { priorities in
            var settings = unsafe windsock_daemon_settings(
                threads: UInt32(clamping: threads), connections_max: UInt32(clamping: connectionsMax),
                connection_memory: connectionMemory, listen_socket: socket,
                tls_priorities: tls == nil ? nil : priorities)
            return unsafe startDaemon(&settings)
        }
    }

    private func startDaemon(_ settings: inout windsock_daemon_settings) -> OpaquePointer? {
        unsafe windsock_start_daemon(
            &settings, Unmanaged.passUnretained(self).toOpaque(),
            { context, connection, path, method, _, body, bodyCount, exchange in
                guard let callbacks = unsafe Callbacks.from(context), let connection = unsafe connection,
                    let method = unsafe method, let path = unsafe path, let bodyCount = unsafe bodyCount,
                    let exchange = unsafe exchange
                else { return .NO }
                let request = unsafe Request(Connection(connection), method: method, path: path)
                let bytes = unsafe UnsafeRawBufferPointer(start: body, count: bodyCount.pointee)
                unsafe bodyCount.pointee = 0
                return unsafe callbacks.handle(request, bytes, &exchange.pointee) ? .YES : .NO
            },
            { context, _, exchange, reason in
                guard let callbacks = unsafe Callbacks.from(context), let exchange = unsafe exchange,
                    let pointer = unsafe exchange.pointee
                else { return }
                unsafe exchange.pointee = nil
                let ended = unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
                callbacks.state.end(ended, delivered: reason == .REQUEST_TERMINATED_COMPLETED_OK)
            },
            { context, connection, socketContext, change in
                guard let callbacks = unsafe Callbacks.from(context), let connection = unsafe connection,
                    let socketContext = unsafe socketContext
                else { return }
                if change == .CONNECTION_NOTIFY_STARTED {
                    let opened = unsafe callbacks.opened(connection)
                    // The pointer holds the record until the connection is closed.
                    unsafe socketContext.pointee = Unmanaged.passRetained(opened).toOpaque()
                } else if let pointer = unsafe socketContext.pointee {
                    let closed = unsafe Unmanaged<OpenConnection>.fromOpaque(pointer).takeRetainedValue()
                    callbacks.state.openConnections.closed(closed)
                    callbacks.noteRefusedHead(closed)
                    callbacks.dispatcher.connectionClosed(closed.id)
                }
            },
            { context, address, _ in
                guard let callbacks = unsafe Callbacks.from(context) else { return .NO }
                return unsafe callbacks.state.openConnections.admits(PeerAddress(address)) ? .YES : .NO
            })
    }

    private func opened(_ connection: OpaquePointer) -> OpenConnection {
        let descriptor = unsafe windsock_descriptor(connection)
        let peer = unsafe PeerAddress(windsock_peer_address(connection))
        let opened = state.connectionOpened(descriptor: descriptor, peer: peer)
        if let tls, let session = unsafe windsock_tls_session(connection) {
            opened.identity = unsafe tls.prepare(session)
        }
        return opened
    }

    /// Notes that libmicrohttpd has closed a connection before there was a request on it, while the other end was
    /// there: it refuses heads that are too large itself, and tells nobody.
    private func noteRefusedHead(_ closed: OpenConnection) {
        guard closed.current.phase == .opening, !state.isStopping, !closed.isFinishedByPeer else { return }
        dispatcher.settings.limitReached(.head, closed.peer)
    }

    /// Takes one step of a request: its head, a piece of its body, or its end.
    private func handle(
        _ request: Request, _ body: UnsafeRawBufferPointer, _ exchange: inout UnsafeMutableRawPointer?
    ) -> Bool {
        guard let pointer = unsafe exchange else {
            let begun = state.beginExchange()
            // The pointer holds the exchange until the request is completed.
            unsafe exchange = Unmanaged.passRetained(begun).toOpaque()
            return dispatcher.begin(request, begun)
        }
        let begun = unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
        // A connection that has rested since its head came is called for that head again.
        if let decision = begun.takeDecision() { return dispatcher.proceed(request, begun, decision) }
        if unsafe body.isEmpty { return dispatcher.answer(request, begun) }
        return unsafe dispatcher.take(body.bytes, begun)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Callbacks? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<Callbacks>.fromOpaque(context).takeUnretainedValue()
    }
}
