internal import Configuration
internal import HTTPServer
internal import Logging
internal import Pipeline

/// Receives OTLP over HTTP.
final class OTLPReceiver: Receiver {
    private let settings: OTLPSettings.HTTP
    private let logger: Logger
    private let intake: MetricsIntake
    private let server = HTTPService()

    init(_ settings: OTLPSettings.HTTP, _ context: ComponentContext, _ intake: MetricsIntake) {
        self.settings = settings
        logger = context.logger
        self.intake = intake
    }

    func start() throws(StartError) {
        let listening = ServerSettings(host: settings.endpoint.host, port: settings.endpoint.port)
        let handler = OTLPHandler(settings, intake, logger)
        do {
            let port = try server.start(listening, handler)
            logger.info("Starting HTTP server", ["endpoint": .string(settings.endpoint.bound(to: port))])
        } catch {
            throw StartError("\(error)\(error.advice)", at: settings.endpointLocation)
        }
        if !settings.isEndpointWritten {
            logger.warn(
                "\(settings.endpointLocation): no endpoint is set, so only this machine can connect; "
                    + "for senders elsewhere set endpoint: 0.0.0.0:4318")
        }
    }

    func stop() {
        server.stop()
    }
}
