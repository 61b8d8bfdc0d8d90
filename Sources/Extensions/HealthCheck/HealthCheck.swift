internal import Configuration
internal import HTTPServer
internal import Logging
internal import Pipeline

/// Tells over HTTP whether the service is ready.
final class HealthCheck: Extension {
    private let settings: HealthCheckSettings
    private let handler: HealthCheckHandler
    private let logger: Logger
    private let server = HTTPService()

    init(_ settings: HealthCheckSettings, _ context: ComponentContext) {
        logger = context.logger
        self.settings = settings
        handler = HealthCheckHandler(path: settings.path, responseBody: settings.responseBody)
    }

    func start() throws(StartError) {
        let listening = ServerSettings(host: settings.endpoint.host, port: settings.endpoint.port, threads: 1)
        do {
            let port = try server.start(listening, handler)
            logger.info("Starting HTTP server", ["endpoint": .string(settings.endpoint.bound(to: port))])
        } catch {
            throw StartError("\(error)\(error.advice)", at: settings.endpointLocation)
        }
    }

    func becameReady() {
        handler.isReady = true
    }

    func willStop() {
        handler.isReady = false
    }

    func stop() {
        server.stop()
    }
}
