public import Configuration
public import Logging
public import MetricCore

/// The settings of a receiver, which know how to make it.
public protocol ReceiverSettings: Sendable {
    /// Makes a receiver that hands its requests to `intake`.
    func makeReceiver(_ context: ComponentContext, _ intake: MetricsIntake) -> any Receiver
}

/// The settings of a processor, which know how to make it.
public protocol ProcessorSettings: Sendable {
    /// Makes a processor of one pipeline: its steps in their order.
    func makeProcessor(_ context: ComponentContext) -> [ProcessorStep]
    /// Whether it changes what exporters are given that are scraped; `batch` doesn't.
    var concernsScraped: Bool { get }
}

extension ProcessorSettings {
    /// It does.
    public var concernsScraped: Bool { true }
}

/// The settings of an exporter, which know how to make it.
public protocol ExporterSettings: Sendable {
    /// Makes an exporter, which may end several pipelines.
    func makeExporter(_ context: ComponentContext) -> any Exporter
    /// What it needs of the registry that all components share; nil if it has no wishes.
    var registryOptions: RegistryOptions? { get }
}

extension ExporterSettings {
    /// No wishes.
    public var registryOptions: RegistryOptions? { nil }
}

/// The settings of an extension, which know how to make it.
public protocol ExtensionSettings: Sendable {
    /// Makes an extension.
    func makeExtension(_ context: ComponentContext) -> any Extension
}

/// What every component is given.
public struct ComponentContext: Sendable {
    /// Writes to the service's log, with the component's name on each line.
    public let logger: Logger
    /// The registry that all pipelines share.
    public let registry: SeriesRegistry
    /// The extensions that know who may send.
    public let authenticators: [ComponentID: any Authenticator]

    /// Makes the context of a component from the service's logger.
    public init(
        _ kind: ComponentKind, _ id: ComponentID, logger: Logger, registry: SeriesRegistry,
        authenticators: [ComponentID: any Authenticator] = [:]
    ) {
        var fields: LogFields = [
            "otelcol.component.id": .string("\(id)"), "otelcol.component.kind": .string(kind.rawValue),
        ]
        if kind == .exporter { fields.all.append(LogField("otelcol.signal", "metrics")) }
        self.logger = logger.with(fields)
        self.registry = registry
        self.authenticators = authenticators
    }
}
