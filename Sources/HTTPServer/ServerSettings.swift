/// How a server listens and what it bounds.
public struct ServerSettings: Sendable {
    /// The address: a name, an IPv4 or an IPv6 address; empty means all interfaces.
    public var host: String
    /// The port; 0 means one that is free.
    public var port: UInt16
    /// How many threads answer requests.
    public var threads: Int
    /// How many connections are open at once; further ones wait to be accepted.
    public var connectionsMax = 16_384
    /// After how long without a byte a connection is closed, in whole seconds; 0 means never.
    public var idleTimeoutSeconds = 0
    /// How many bytes a request's head may have. libmicrohttpd clears as much memory for each request.
    public var headBytesMax = 32 << 10
    /// How many bytes the bodies of all requests may have at once.
    public var bodyBytesMax = 256 << 20
    /// Bodies of more bytes than this, as sent or decoded, are worked on by a thread of their own, one after the
    /// other.
    public var largeBodyBytes = 256 << 10
    /// How much of a body that nobody wants is read, so that its sender gets the answer, before the connection is
    /// closed.
    public var discardedBytesMax = 64 << 20
    /// How often connections are looked for whose other end has gone without being noticed.
    public var sweepInterval = Duration.seconds(10)
    /// How long `stop` waits for requests that have begun.
    public var drainTimeout = Duration.seconds(5)

    /// Settings for a server at that address, one thread for each processor.
    public init(host: String, port: UInt16, threads: Int = processors) {
        self.host = host
        self.port = port
        self.threads = threads
    }
}
