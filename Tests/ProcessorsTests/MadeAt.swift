import Pipeline

/// Settings that make a processor as a test says, at another time, say.
struct MadeAt: ProcessorSettings {
    let make: @Sendable (ComponentContext) -> any MetricsProcessor

    func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] { [.metrics(make(context))] }
}
