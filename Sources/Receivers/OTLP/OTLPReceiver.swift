internal import Configuration
internal import HTTPServer
internal import Locking
internal import Logging
internal import Pipeline

/// Receives OTLP over HTTP.
final class OTLPReceiver: Receiver {
    private let settings: OTLPSettings.HTTP
    private let logger: Logger
    private let intake: MetricsIntake
    private let server = Locked<HTTPServer?>(nil)

    init(_ settings: OTLPSettings.HTTP, _ context: ComponentContext, _ intake: MetricsIntake) {
        self.settings = settings
        logger = context.logger
        self.intake = intake
    }

    func start() throws(StartError) {
        let listening = ServerSettings(host: settings.endpoint.host, port: settings.endpoint.port)
        let handler = OTLPHandler(settings, intake, logger)
        do {
            let started = try HTTPServer(listening, handler)
            logger.info(
                "Starting HTTP server",
                ["endpoint": .string(Endpoint(host: settings.endpoint.host, port: started.port).description)])
            server.withLock { $0 = started }
        } catch {
            throw StartError("\(error)", at: settings.endpointLocation)
        }
        if !settings.isEndpointWritten {
            logger.warn(
                "No endpoint is set: only this machine can connect. Set endpoint: 0.0.0.0:4318 for senders elsewhere.")
        }
    }

    func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
    }
}
