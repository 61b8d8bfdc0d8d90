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
        let wishes = config.exporters.values.compactMap {
            Self.settings($0, as: (any ExporterSettings).self).registryOptions
        }
        let registry = SeriesRegistry(Registry(RegistryOptions(satisfying: wishes)))
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
        var routes: [Route] = []
        var gates: [Node] = []
        var pipelines: [ComponentID: [MetricsPipeline]] = [:]
        for pipeline in config.pipelines {
            var processors: [any SeriesProcessor] = []
            var pipelineGates: [any Gate] = []
            for component in pipeline.processors.compactMap({ config.processors[$0] }) {
                let context = context(.processor, component.id)
                if let settings = component.settings as? any GateSettings {
                    let gate = settings.makeGate(context)
                    pipelineGates.append(gate)
                    gates.append(Node(kind: .processor, id: component.id, component: gate))
                } else {
                    processors.append(Self.settings(component, as: (any ProcessorSettings).self).makeProcessor(context))
                }
            }
            let route = Route(processors, registry: registry)
            routes.append(route)
            let made = MetricsPipeline(
                route: route, gates: pipelineGates, exporters: pipeline.exporters.compactMap { exporters[$0] })
            for receiver in pipeline.receivers { pipelines[receiver, default: []].append(made) }
        }
        upkeep = RegistryUpkeep(registry: registry, routes: routes, exporters: Array(exporters.values))
        let receivers = config.receivers.map { id, component in
            let intake = MetricsIntake(registry: registry, pipelines: pipelines[id] ?? [])
            let receiver = Self.settings(component, as: (any ReceiverSettings).self)
                .makeReceiver(context(.receiver, id), intake)
            return Node(kind: .receiver, id: id, component: receiver)
        }
        nodes =
            zip(config.extensions, extensions).map { Node(kind: .extension, id: $0.id, component: $1) }
            + exporters.map { Node(kind: .exporter, id: $0, component: $1) }.sorted { "\($0.id)" < "\($1.id)" }
            + gates + receivers.sorted { "\($0.id)" < "\($1.id)" }
    }

    /// A component's settings as what makes it. The catalogue lists only settings that make something of their kind.
    private static func settings<Settings>(_ component: ServiceConfig.Component, as kind: Settings.Type) -> Settings {
        guard let settings = component.settings as? Settings else {
            preconditionFailure("the settings of \(component.type) make no component of its kind")
        }
        return settings
    }
}
