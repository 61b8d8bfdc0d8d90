/// How long a connection may take for what; nil means as long as it likes.
public struct Deadlines: Sendable, Equatable {
    /// For the head of a request: from when the connection was opened, or the request's first byte.
    public var head: Duration? = .seconds(60)
    /// For a whole request, from when its head had come.
    public var request: Duration?
    /// For the answer, from when the request's head had come.
    public var answer: Duration?
    /// For the next request to begin.
    public var idle: Duration?
    /// For the next bytes of a request's body.
    public var stall: Duration? = .seconds(60)
    /// For the client to take more of the answer.
    public var answerStall: Duration? = .seconds(60)

    /// Heads within a minute, bodies that move within a minute, and connections that may rest.
    public init() {}

    /// The shortest of all, by which it is known how often to look.
    var shortest: Duration? {
        [head, request, answer, idle, stall, answerStall].compactMap(\.self).min()
    }
}
