/// How a server listens and what it bounds.
public struct ServerSettings: Sendable {
    /// Where it listens.
    public var address: ListenAddress
    /// How many threads answer requests.
    public var threads: Int
    /// How it speaks TLS; nil if it speaks plainly.
    public var tls: TLSEndpoint?
    /// How many connections are open at once; further ones are closed, but for those that several threads take at the
    /// very moment at which it is reached: one each.
    public var connectionsMax = 16_384
    /// How many of them a client's address may have; 0 means any number.
    public var connectionsPerClientMax = 0
    /// How long connections may take.
    public var deadlines = Deadlines()
    /// Whether a connection may bring further requests after its first.
    public var keepsConnections = true
    /// How many bytes a request's head may have. libmicrohttpd clears as much memory for each request.
    public var headBytesMax = 16 << 10
    /// How many header fields a request may have.
    public var headersMax = 100
    /// How many bytes the bodies of all requests may have at once.
    public var bodyBytesMax = 256 << 20
    /// How many bytes of each body aren't counted there, so that those who send little needn't care who sends much.
    public var uncountedBodyBytes = 8 << 10
    /// Bodies of more bytes than this, as sent or decoded, are worked on by a thread of their own, one after the
    /// other, and leave a quarter of ``bodyBytesMax`` to smaller ones. With 64 KiB an event loop is held up for a few
    /// milliseconds at most, even if all that a body brings is new.
    public var largeBodyBytes = 64 << 10
    /// How much of a body that nobody wants is read, so that its sender gets the answer, before the connection is
    /// closed.
    public var discardedBytesMax = 64 << 20
    /// The same for a body that was declined before its first byte, if its sender has said how long it is.
    public var uninvitedBytesMax = 256 << 10
    /// How many requests may wait for a decision that takes time; see ``Admission/later(_:)``.
    public var decisionsMax = 256
    /// How often connections are looked for whose other end has gone without being noticed.
    public var sweepInterval = Duration.seconds(10)
    /// Is told for which limits connections are closed and requests refused, and who was on the other end. It is called
    /// by the server's threads, and mustn't wait.
    public var limitReached: @Sendable (ReachedLimit, PeerAddress) -> Void = { _, _ in }
    /// How long `stop` waits for requests that have begun.
    public var drainTimeout = Duration.seconds(5)

    /// Settings for a server at that address, one thread for each processor.
    public init(_ address: ListenAddress, threads: Int = processors) {
        self.address = address
        self.threads = threads
    }

    /// Settings for a server on a TCP port, one thread for each processor.
    public init(host: String, port: UInt16, threads: Int = processors) {
        self.init(.tcp(host: host, port: port), threads: threads)
    }
}
