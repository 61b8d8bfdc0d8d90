internal import Configuration
internal import Logging
internal import Pipeline
internal import Serving

/// Receives OTLP over HTTP.
final class OTLPReceiver: Receiver {
    private let settings: OTLPSettings.HTTP
    private let context: ComponentContext
    private let intake: MetricsIntake
    private let listener: Listener

    init(_ settings: OTLPSettings.HTTP, _ context: ComponentContext, _ intake: MetricsIntake) {
        self.settings = settings
        listener = Listener(settings.listener, context)
        self.context = context
        self.intake = intake
    }

    func start() throws(StartError) {
        try listener.start(OTLPHandler(settings, intake, context))
        if !settings.listener.isEndpointWritten {
            context.logger.warn(
                "\(settings.listener.endpointLocation): no endpoint is set, so only this machine can connect; "
                    + "for senders elsewhere set endpoint: 0.0.0.0:4318")
        }
    }

    func run() async {
        await listener.run()
    }

    func stop() {
        listener.stop()
    }
}
