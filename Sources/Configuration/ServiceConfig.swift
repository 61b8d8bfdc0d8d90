/// A whole configuration, checked: what to build, in which order, with which settings.
public struct ServiceConfig: Sendable {
    /// A component and its settings.
    public struct Component: Sendable {
        /// The id as written.
        public let id: ComponentID
        /// The type's name, which isn't `id.type` if an old name of it was written.
        public let type: String
        /// What the type's reader made of the section.
        public let settings: any Sendable
        /// Where the component was written.
        public let location: SourceLocation
    }

    /// A pipeline of metrics.
    public struct Pipeline: Sendable {
        /// Its id.
        public let id: PipelineID
        /// Where its data comes from; none is named twice.
        public let receivers: [ComponentID]
        /// What it goes through, in this order; none is named twice.
        public let processors: [ComponentID]
        /// Where it goes; none is named twice.
        public let exporters: [ComponentID]
    }

    /// The receivers that pipelines use.
    public let receivers: [ComponentID: Component]
    /// The processors that pipelines use; each pipeline has its own instance.
    public let processors: [ComponentID: Component]
    /// The exporters that pipelines use.
    public let exporters: [ComponentID: Component]
    /// The extensions to start, in this order.
    public let extensions: [Component]
    /// The pipelines, in the order in which they were written.
    public let pipelines: [Pipeline]
    /// How Windsock writes its own log.
    public let logs: LogSettings
    /// Every setting with every default, as `print-config` shows it.
    public let effective: SettingValue

    /// Reads `tree`, and reports to `diagnostics` all that is wrong with it.
    ///
    /// If there are faults there, this isn't a configuration to run.
    public init(
        _ tree: ConfigTree, catalogue: ComponentCatalogue, gates: FeatureGates = FeatureGates(),
        diagnostics: Diagnostics
    ) {
        let (config, effective) = ConfigSection.read(
            tree.root, path: .root, component: ComponentID(type: "service"), isUsed: true, gates: gates,
            diagnostics: diagnostics
        ) { section in
            var reader = ServiceReader(catalogue: catalogue, diagnostics: diagnostics)
            return reader.read(section)
        }
        receivers = config.receivers
        processors = config.processors
        exporters = config.exporters
        extensions = config.extensions
        pipelines = config.pipelines
        logs = config.logs
        self.effective = effective
    }
}
