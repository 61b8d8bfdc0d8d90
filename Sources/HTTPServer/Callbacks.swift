import CMicroHTTPD

/// What libmicrohttpd calls. It holds this object by an unretained pointer, which the server outlives it by.
final class Callbacks: Sendable {
    let dispatcher: Dispatcher
    let state: ServerState

    init(_ dispatcher: Dispatcher, _ state: ServerState) {
        self.dispatcher = dispatcher
        self.state = state
    }

    /// Starts a daemon that calls this object; nil, with errno set, when the system refuses.
    func startDaemon(_ settings: inout windsock_daemon_settings) -> OpaquePointer? {
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
                    let descriptor = unsafe windsock_descriptor(connection)
                    let opened = callbacks.state.connectionOpened(descriptor: descriptor)
                    unsafe socketContext.pointee = opened.socketContext
                } else {
                    let closed = unsafe ConnectionID(socketContext.pointee)
                    callbacks.state.openConnections.closed(closed)
                    callbacks.dispatcher.connectionClosed(closed)
                }
            })
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
        if unsafe body.isEmpty { return dispatcher.answer(request, begun) }
        return unsafe dispatcher.take(body.bytes, begun)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Callbacks? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<Callbacks>.fromOpaque(context).takeUnretainedValue()
    }
}
