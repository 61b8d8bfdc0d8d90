internal import Configuration
internal import HTTPServer
internal import Locking
internal import Pipeline

/// Tells over HTTP whether the service is ready.
final class HealthCheck: Extension {
    private let settings: HealthCheckSettings
    private let handler: HealthCheckHandler
    private let server = Locked<HTTPServer?>(nil)

    init(_ settings: HealthCheckSettings) {
        self.settings = settings
        handler = HealthCheckHandler(path: settings.path, responseBody: settings.responseBody)
    }

    func start() throws(StartError) {
        let listening = ServerSettings(host: settings.endpoint.host, port: settings.endpoint.port, threads: 1)
        do {
            let started = try HTTPServer(listening, handler)
            server.withLock { $0 = started }
        } catch {
            throw StartError("\(error)", at: settings.endpointLocation)
        }
    }

    func becameReady() {
        handler.isReady = true
    }

    func willStop() {
        handler.isReady = false
    }

    func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
    }
}
