internal import HTTPServer
internal import Logging

/// Tells for which limits connections were closed and requests refused, and who was the first.
struct ServerLimitLog: Sendable {
    private let limits: LimitLog

    init(_ logger: Logger) {
        limits = LimitLog(logger)
    }

    func note(_ limit: ReachedLimit, _ client: PeerAddress) {
        limits.note(limit.message, client: client.description)
    }

    /// Tells what couldn't be told when it happened.
    func tellRest() {
        limits.tellRest()
    }
}

extension ReachedLimit {
    fileprivate var message: String {
        switch self {
        case .connections: "There are too many connections: further ones are closed; see limits::connections"
        case .connectionsPerClient:
            "A client has too many connections: further ones are closed; see limits::connections_per_client"
        case .head:
            "A connection was closed: what came is no HTTP, or its head is too large; see limits::header_bytes"
        case .headerFields: "A request with too many header fields was refused; see limits::headers"
        case .bodyBytes:
            "Too much memory is taken by requests' bodies: senders are told to come again; see limits::body_bytes"
        case .decisions: "Too many requests wait for their passwords to be checked: senders are told to come again"
        case .headTime: "A connection was closed whose request's head came too slowly; see read_header_timeout"
        case .bodyTime: "A connection was closed whose request's body came too slowly; see read_timeout"
        case .answerTime: "A connection was closed whose answer took too long; see write_timeout"
        }
    }
}
