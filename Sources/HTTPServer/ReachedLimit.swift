/// A limit for which a server has closed a connection or refused a request.
public enum ReachedLimit: Sendable, Hashable, CaseIterable {
    /// ``ServerSettings/connectionsMax``.
    case connections
    /// ``ServerSettings/connectionsPerClientMax``.
    case connectionsPerClient
    /// ``ServerSettings/headBytesMax``; or what came was no head at all, which looks the same from here.
    case head
    /// ``ServerSettings/headersMax``.
    case headerFields
    /// ``ServerSettings/bodyBytesMax``.
    case bodyBytes
    /// ``ServerSettings/decisionsMax``.
    case decisions
    /// ``Deadlines/head``.
    case headTime
    /// ``Deadlines/request`` or ``Deadlines/stall``.
    case bodyTime
    /// ``Deadlines/answer`` or ``Deadlines/answerStall``.
    case answerTime
}
