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
        sources = Self.names.map { number, name in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(name) }
            source.activate()
            return source
        }
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
