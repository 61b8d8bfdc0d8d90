internal import Configuration
internal import Pipeline
internal import Serving

/// Tells over HTTP whether the service is ready.
final class HealthCheck: Extension {
    private let handler: HealthCheckHandler
    private let listener: Listener

    init(_ settings: HealthCheckSettings, _ context: ComponentContext) {
        listener = Listener(settings.listener, context)
        handler = HealthCheckHandler(path: settings.path, responseBody: settings.responseBody)
    }

    func start() throws(StartError) {
        try listener.start(handler, threads: 1)
    }

    func run() async {
        await listener.run()
    }

    func becameReady() {
        handler.isReady = true
    }

    func willStop() {
        handler.isReady = false
    }

    func stop() {
        listener.stop()
    }
}
