public import Configuration

/// What a receiver, an exporter and an extension have in common: it is started once and stopped once.
public protocol Component: AnyObject, Sendable {
    /// Takes its ports, files and threads.
    func start() throws(StartError)

    /// Works in the background until its task is cancelled; returns at once if there is nothing to do.
    func run() async

    /// Finishes what is under way and gives everything back. It is called only after `start` has succeeded.
    func stop()
}

extension Component {
    /// Has nothing to do.
    public func run() async {}
}

/// Why a component could not be started.
public struct StartError: Error, Equatable {
    /// What went wrong, and what to do.
    public let message: String
    /// Where the setting was written that asked for what can't be had.
    public let location: SourceLocation

    /// Makes an error about the setting that was written there.
    public init(_ message: String, at location: SourceLocation) {
        self.message = message
        self.location = location
    }
}
