import CMicroHTTPD

/// The head of a request: its first line, its header fields, and who sent it. Nothing is copied until it is asked for.
public struct RequestHead: ~Copyable {
    private let request: Request

    init(_ request: Request) {
        self.request = request
    }

    /// The method as sent.
    public var method: HTTPText {
        @_lifetime(borrow self)
        get { unsafe text(request.method) }
    }

    /// The path as sent, without the query: escapes stand as they are.
    public var path: HTTPText {
        @_lifetime(borrow self)
        get { unsafe text(request.path) }
    }

    /// The value of the first header field of that name, whose case doesn't matter.
    @_lifetime(borrow self)
    public func header(_ name: String) -> HTTPText? {
        guard let value = unsafe request.connection.value(name, .HEADER_KIND) else { return nil }
        return unsafe text(value)
    }

    /// All header fields, in the order in which they were sent; what isn't UTF-8 is shown as U+FFFD.
    public var headers: [HTTPHeader] {
        request.connection.headers
    }

    /// The value of the first query parameter of that name, escapes as they were sent (but `+` has become a space).
    @_lifetime(borrow self)
    public func query(_ name: String) -> HTTPText? {
        guard let value = unsafe request.connection.value(name, .GET_ARGUMENT_KIND) else { return nil }
        return unsafe text(value)
    }

    /// The values of all query parameters of that name, in their order. Escapes are undone in both, and what isn't
    /// UTF-8 then is shown as U+FFFD.
    public func queryValues(_ name: String) -> [String] {
        request.connection.parameters(name)
    }

    /// The connection that the request came on.
    public var connectionID: ConnectionID {
        request.connection.record.id
    }

    /// The address that it came from.
    public var peer: PeerAddress {
        request.connection.peer
    }

    @_lifetime(borrow self)
    private func text(_ bytes: UnsafeRawBufferPointer) -> HTTPText {
        // The bytes stay until the request is completed; nobody can copy a head, and it is lent out only before that.
        unsafe _overrideLifetime(HTTPText(RawSpan(_unsafeBytes: bytes)), borrowing: self)
    }
}

/// Where a request's first line is.
@safe
struct Request: @unchecked Sendable {
    // Safe and Sendable: libmicrohttpd keeps the text unchanged until the request is completed, and whoever has a value
    // of this type drops it before.
    let connection: Connection
    let method: UnsafeRawBufferPointer
    let path: UnsafeRawBufferPointer

    init(_ connection: Connection, method: UnsafePointer<CChar>, path: UnsafePointer<CChar>) {
        self.connection = connection
        unsafe self.method = UnsafeRawBufferPointer(start: method, count: strlen(method))
        unsafe self.path = UnsafeRawBufferPointer(start: path, count: strlen(path))
    }
}

/// Tells the connections of a process apart. Never used twice.
public struct ConnectionID: Hashable, Sendable {
    let number: UInt

    init(_ number: UInt) {
        self.number = number
    }
}
