/// An extension that knows who may send. Several threads ask at once.
public protocol Authenticator: Extension {
    /// The header field in which it expects a sender's credentials.
    var credentialsField: String { get }

    /// What it thinks of credentials, where that is found at once; nil where ``verify(_:)`` must be asked.
    func judge(_ credentials: RawSpan?) -> Verdict?

    /// What it thinks of credentials that ``judge(_:)`` left open. It may take a second: for a thread that nobody waits
    /// for.
    func verify(_ credentials: [UInt8]) -> Verdict

    /// What it says, by name, of a sender with credentials that it has accepted.
    func attributes(of credentials: [UInt8]) -> [String: String]
}

extension Authenticator {
    /// Nothing.
    public func attributes(of credentials: [UInt8]) -> [String: String] { [:] }
}

/// What an ``Authenticator`` thinks of a sender.
public enum Verdict: Equatable, Sendable {
    /// They may send.
    case accepted
    /// They may not; the sender is told why.
    case refused(String)
}
