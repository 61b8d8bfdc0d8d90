internal import Configuration
public import HTTPServer
internal import Logging
public import Pipeline

/// A component's server: from its settings to its stop.
public final class Listener: Sendable {
    private let settings: ListenerSettings
    private let context: ComponentContext
    private let service = HTTPService()
    private let limits: ServerLimitLog

    /// Makes a listener that doesn't listen yet.
    public init(_ settings: ListenerSettings, _ context: ComponentContext) {
        self.settings = settings
        self.context = context
        limits = ServerLimitLog(context.logger)
    }

    /// Starts to listen, and to answer by `handler` whom the settings let through.
    public func start(_ handler: any HTTPHandler, threads: Int = processors) throws(StartError) {
        var server = ServerSettings(settings.address, threads: threads)
        server.deadlines = settings.deadlines
        server.keepsConnections = settings.keepsConnections
        settings.limits.apply(to: &server, context.logger)
        server.limitReached = { [limits] limit, client in limits.note(limit, client) }
        if let tls = settings.tls { server.tls = try tls.endpoint(context.logger) }
        do {
            let port = try service.start(server, guarded(handler))
            context.logger.info("Starting HTTP server", ["endpoint": .string(bound(to: port))])
        } catch {
            throw StartError("\(error)\(error.advice)", at: settings.endpointLocation)
        }
    }

    /// Tells once a minute of limits that were reached, until the task is cancelled.
    public func run() async {
        while (try? await Task.sleep(for: .seconds(60))) != nil { limits.tellRest() }
    }

    /// Stops as ``HTTPServer/stop()`` does.
    public func stop() {
        service.stop()
    }

    private func guarded(_ handler: any HTTPHandler) -> any HTTPHandler {
        let access = settings.access
        let gatekeeper = Gatekeeper(access, context)
        let isOpen = gatekeeper == nil && access.cors == nil && access.responseHeaders.isEmpty
        return isOpen ? handler : AccessHandler(handler, gatekeeper, access)
    }

    /// The address, with the port that the system chose where it was asked to.
    private func bound(to port: UInt16) -> String {
        switch settings.address {
        case .tcp(let host, _, _): Endpoint(host: host, port: port).description
        case .unix(let path): path
        }
    }
}
