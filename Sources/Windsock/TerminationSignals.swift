import Dispatch
import Glibc

/// The signals that ask the service to end: SIGTERM and SIGINT.
struct TerminationSignals {
    private static let names: [(number: Int32, name: String)] = [(SIGTERM, "terminated"), (SIGINT, "interrupt")]

    private let received: AsyncStream<String>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over from their usual effect; from now on none is missed.
    init() {
        let (received, continuation) = AsyncStream.makeStream(of: String.self)
        self.received = received
        // Dispatch takes a signal over on a thread of its own: until it has, a signal would have its usual effect.
        let takenOver = DispatchGroup()
        sources = Self.names.map { number, name in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(name) }
            takenOver.enter()
            source.setRegistrationHandler { takenOver.leave() }
            source.activate()
            return source
        }
        takenOver.wait()
        // A peer that has gone is told by the write that fails.
        signal(SIGPIPE, SIG_IGN)
    }

    /// The name of the first one that comes, as otelcol's log has it.
    var first: String {
        get async {
            for await name in received { return name }
            return ""
        }
    }
}
