import Configuration
import Locking
import Logging
import MetricCore
import Pipeline

/// All components of a configuration, made and connected, but not started.
struct Graph {
    /// A component and what it is called.
    struct Node {
        let kind: ComponentKind
        let id: ComponentID
        let component: any Component

        /// The way to its settings: `exporters::prometheus`.
        var path: String { "\(kind.section)::\(id)" }
    }

    /// In the order in which they are started: whoever is handed data comes before those who hand it.
    let nodes: [Node]
    /// The extensions, which are told when the service is ready.
    let extensions: [any Extension]
    /// Keeps what all components share within its bounds.
    let upkeep: RegistryUpkeep

    /// Makes everything that the pipelines of a configuration use.
    init(_ config: ServiceConfig, logger: Logger) {
        let registry = Self.registry(for: config)
        var authenticators: [ComponentID: any Authenticator] = [:]
        func context(_ kind: ComponentKind, _ id: ComponentID) -> ComponentContext {
            ComponentContext(kind, id, logger: logger, registry: registry, authenticators: authenticators)
        }

        extensions = config.extensions.map { component in
            Self.settings(component, as: (any ExtensionSettings).self)
                .makeExtension(context(.extension, component.id))
        }
        for (component, made) in zip(config.extensions, extensions) {
            authenticators[component.id] = made as? any Authenticator
        }
        let exporters = config.exporters.mapValues { component in
            Self.settings(component, as: (any ExporterSettings).self).makeExporter(context(.exporter, component.id))
        }
        var processors: [Node] = []
        var pipelines: [MetricsPipeline] = []
        var fed: [ComponentID: [MetricsPipeline]] = [:]
        for definition in config.pipelines {
            let made = PipelineComponents(definition, config, exporters: exporters, registry: registry) {
                context(.processor, $0)
            }
            processors += made.nodes
            pipelines += made.pipelines
            for receiver in definition.receivers { fed[receiver, default: []] += made.pipelines }
        }
        upkeep = RegistryUpkeep(registry: registry, pipelines: pipelines, exporters: Array(exporters.values))
        let receivers = config.receivers.map { id, component in
            let intake = MetricsIntake(registry: registry, pipelines: fed[id] ?? [])
            let receiver = Self.settings(component, as: (any ReceiverSettings).self)
                .makeReceiver(context(.receiver, id), intake)
            return Node(kind: .receiver, id: id, component: receiver)
        }
        nodes =
            zip(config.extensions, extensions).map { Node(kind: .extension, id: $0.id, component: $1) }
            + exporters.map { Node(kind: .exporter, id: $0, component: $1) }.sorted { "\($0.id)" < "\($1.id)" }
            + processors + receivers.sorted { "\($0.id)" < "\($1.id)" }
    }

    /// An empty registry that does what the exporters need.
    static func registry(for config: ServiceConfig) -> SeriesRegistry {
        let wishes = config.exporters.values.compactMap {
            settings($0, as: (any ExporterSettings).self).registryOptions
        }
        return SeriesRegistry(Registry(RegistryOptions(satisfying: wishes)))
    }

    /// A component's settings as what makes it. The catalogue lists only settings that make something of their kind.
    private static func settings<Settings>(_ component: ServiceConfig.Component, as kind: Settings.Type) -> Settings {
        guard let settings = component.settings as? Settings else {
            preconditionFailure("the settings of \(component.type) make no component of its kind")
        }
        return settings
    }
}
