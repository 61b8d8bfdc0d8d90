/// Reads a configuration from its top: components, pipelines, and what binds them.
struct ServiceReader {
    /// What becomes of a configuration.
    struct Result {
        let receivers: [ComponentID: ServiceConfig.Component]
        let processors: [ComponentID: ServiceConfig.Component]
        let exporters: [ComponentID: ServiceConfig.Component]
        let extensions: [ServiceConfig.Component]
        let pipelines: [ServiceConfig.Pipeline]
        let logs: LogSettings
    }

    /// A component as written.
    private struct Definition {
        let id: ComponentID
        let keyLocation: SourceLocation
        let path: ConfigPath
        let node: ConfigNode
    }

    /// A component that a pipeline uses.
    private struct Use: Hashable {
        let kind: ComponentKind
        let id: ComponentID
    }

    let catalogue: ComponentCatalogue
    let diagnostics: Diagnostics
    private var definitions: [ComponentKind: [ComponentID: Definition]] = [:]

    init(catalogue: ComponentCatalogue, diagnostics: Diagnostics) {
        self.catalogue = catalogue
        self.diagnostics = diagnostics
    }

    mutating func read(_ section: ConfigSection) -> Result {
        for kind in ComponentKind.allCases { definitions[kind] = define(kind, section) }
        section.misplaced(["pipelines": "service", "telemetry": "service"])
        let (written, extensions, logs) = section.section("service", readService)
        reportMissingParts(section)
        let pipelines = leaveOutOtherSignals(written)
        for pipeline in written { checkReferences(of: pipeline) }

        let needed = used(by: pipelines)
        let leftOut = used(by: written).subtracting(needed)
        let started = needed.union(extensions.map { Use(kind: .extension, id: $0.id) })
        var components: [ComponentKind: [ComponentID: ServiceConfig.Component]] = [:]
        for kind in ComponentKind.allCases { components[kind] = read(kind, section, used: started, except: leftOut) }
        checkAuthenticators(started: extensions.map(\.id))
        return Result(
            receivers: components[.receiver, default: [:]].filter { needed.contains(Use(kind: .receiver, id: $0.key)) },
            processors: components[.processor, default: [:]].filter {
                needed.contains(Use(kind: .processor, id: $0.key))
            },
            exporters: components[.exporter, default: [:]].filter { needed.contains(Use(kind: .exporter, id: $0.key)) },
            extensions: unique(extensions).compactMap { components[.extension]?[$0] },
            pipelines: pipelines.map(ServiceConfig.Pipeline.init), logs: logs)
    }
}

// MARK: - Components

extension ServiceReader {
    /// The components of one kind's section; nil, which is reported, if it is no map.
    private func define(_ kind: ComponentKind, _ section: ConfigSection) -> [ComponentID: Definition]? {
        if catalogue[kind].isEmpty { section.unlist(kind.section) }
        guard let node = section.value(kind.section) else { return [:] }
        guard case .map(let map) = node.value else {
            section.mismatch(kind.section, node, expected: "a map of \(kind.section)")
            return nil
        }
        var result: [ComponentID: Definition] = [:]
        for entry in map.entries {
            let path = section.path.appending(kind.section).appending(entry.key)
            guard let id = ComponentID(entry.key, at: entry.keyLocation, path: path, diagnostics: diagnostics) else {
                continue
            }
            if let first = result[id] {
                let message = "the id \(id) is already written at \(first.keyLocation), but for spaces"
                diagnostics.report(ConfigFault(at: entry.keyLocation, path: path, message))
                continue
            }
            result[id] = Definition(id: id, keyLocation: entry.keyLocation, path: path, node: entry.node)
        }
        return result
    }

    /// Reads the components of one kind, used or not, except those that are left out.
    private func read(_ kind: ComponentKind, _ section: ConfigSection, used: Set<Use>, except leftOut: Set<Use>)
        -> [ComponentID: ServiceConfig.Component]
    {
        var components: [ComponentID: ServiceConfig.Component] = [:]
        var effective: [String: SettingValue] = [:]
        let inOrder = (definitions[kind] ?? [:]).values.sorted { $0.id.description < $1.id.description }
        for definition in inOrder {
            let use = Use(kind: kind, id: definition.id)
            guard !leftOut.contains(use) else { continue }
            let read = read(kind, definition, isUsed: used.contains(use), section.gates)
            guard let (component, settings) = read else { continue }
            components[component.id] = component
            effective[definition.id.description] = settings
        }
        section.record(kind.section, .map(effective))
        return components
    }

    private func read(_ kind: ComponentKind, _ definition: Definition, isUsed: Bool, _ gates: FeatureGates)
        -> (component: ServiceConfig.Component, effective: SettingValue)?
    {
        guard let (type, advice) = catalogue.find(kind, definition.id.type) else {
            let message = unknownType(kind, definition.id.type)
            diagnostics.report(ConfigFault(at: definition.keyLocation, path: definition.path, message))
            return nil
        }
        if let advice {
            diagnostics.report(ConfigWarning(.advice, at: definition.keyLocation, path: definition.path, advice))
        }
        var node = definition.node
        // A body that isn't written begins where its key does.
        if node.isNull { node.location = definition.keyLocation }
        let (settings, effective) = ConfigSection.read(
            node, path: definition.path, component: definition.id, isUsed: isUsed, gates: gates,
            diagnostics: diagnostics, type.read)
        let component = ServiceConfig.Component(
            id: definition.id, type: type.name, settings: settings, location: definition.keyLocation)
        return (component, effective)
    }

    private func unknownType(_ kind: ComponentKind, _ type: String) -> String {
        let known = catalogue[kind].map(\.name).sorted()
        guard OtelcolComponents.contains(kind, type) else {
            return unknownName("type", type, known: known, called: "types")
        }
        let list = known.isEmpty ? "none" : known.joined(separator: ", ")
        let users = kind == .extension ? "from service::extensions" : "from the pipelines that name it"
        return "\(quoted(type)) is one of otelcol's \(kind.section) that Windsock does not have yet: "
            + "remove it here and \(users) (it has: \(list))"
    }
}

// MARK: - The service

extension ServiceReader {
    private func readService(_ section: ConfigSection)
        -> (pipelines: [PipelineDefinition], extensions: [PipelineDefinition.Reference], logs: LogSettings)
    {
        let extensions = section.references("extensions")
        for reference in extensions where find(.extension, reference.id) == nil {
            reportUndefined(.extension, reference, at: section.path.appending("extensions"))
        }
        let logs = section.section("telemetry", TelemetryReader.read)
        section.misplaced(["traces": "pipelines", "metrics": "pipelines", "logs": "pipelines"])
        if isEmpty(section.value("pipelines")) { section.fail(at: "pipelines", "must have at least one pipeline") }
        return (section.section("pipelines", readPipelines), extensions, logs)
    }

    private func readPipelines(_ section: ConfigSection) -> [PipelineDefinition] {
        var result: [PipelineDefinition] = []
        var seen: Set<PipelineID> = []
        for entry in section.map.entries {
            _ = section.written(entry.key)
            let path = section.path.appending(entry.key)
            guard let id = pipelineID(entry, path: path) else { continue }
            guard seen.insert(id).inserted else {
                let message = "the pipeline \(id) is already written, but for spaces"
                diagnostics.report(ConfigFault(at: entry.keyLocation, path: path, message))
                continue
            }
            result.append(section.section(entry.key) { PipelineDefinition(id, $0) })
        }
        return result
    }

    private func pipelineID(_ entry: ConfigMap.Entry, path: ConfigPath) -> PipelineID? {
        guard let id = ComponentID(entry.key, at: entry.keyLocation, path: path, diagnostics: diagnostics) else {
            return nil
        }
        guard let signal = Signal(rawValue: id.type) else {
            let message = unknownName("signal", id.type, known: Signal.allCases.map(\.rawValue), called: "signals")
            diagnostics.report(ConfigFault(at: entry.keyLocation, path: path, message))
            return nil
        }
        return PipelineID(signal: signal, name: id.name)
    }

    private func reportMissingParts(_ section: ConfigSection) {
        guard !section.map.entries.allSatisfy(\.node.isNull) else {
            return section.fail("the configuration is empty")
        }
        for kind in [ComponentKind.receiver, .exporter] where isEmpty(section.value(kind.section)) {
            section.fail("no \(kind.rawValue) is configured")
        }
    }
}

/// Tells whether a section holds nothing.
private func isEmpty(_ node: ConfigNode?) -> Bool {
    switch node?.value {
    case .map(let map): map.entries.isEmpty
    default: node == nil
    }
}

// MARK: - What binds them

extension ServiceReader {
    private func find(_ kind: ComponentKind, _ id: ComponentID) -> Definition? {
        definitions[kind]?[id]
    }

    /// Tells whether a component of this id is written.
    func isDefined(_ kind: ComponentKind, _ id: ComponentID) -> Bool {
        find(kind, id) != nil
    }

    /// The pipelines of metrics; for each other one a warning says what is left out with it.
    private func leaveOutOtherSignals(_ pipelines: [PipelineDefinition])
        -> [PipelineDefinition]
    {
        let kept = pipelines.filter { $0.id.signal == .metrics }
        let needed = used(by: kept)
        for pipeline in pipelines where pipeline.id.signal != .metrics {
            let lost = used(by: [pipeline]).subtracting(needed).map { "\($0.kind.rawValue) \($0.id)" }.sorted()
            let alsoLost =
                lost.isEmpty ? "" : ", and with it what only such pipelines use: \(lost.joined(separator: ", "))"
            diagnostics.report(
                ConfigWarning(
                    .leftOut, at: pipeline.location, path: pipeline.path,
                    "Windsock carries metrics only: this pipeline is left out\(alsoLost)"))
        }
        if kept.isEmpty, let first = pipelines.first {
            let message = "no pipeline of metrics is configured, and Windsock carries metrics only"
            diagnostics.report(ConfigFault(at: first.location, path: first.path, message))
        }
        return kept
    }

    private func used(by pipelines: [PipelineDefinition]) -> Set<Use> {
        var result: Set<Use> = []
        for pipeline in pipelines {
            for (kind, references) in pipeline.lists {
                for reference in references {
                    // What is no receiver or exporter of this id may be a connector.
                    let isConnector = find(kind, reference.id) == nil && find(.connector, reference.id) != nil
                    result.insert(Use(kind: isConnector ? .connector : kind, id: reference.id))
                }
            }
        }
        return result
    }

    private func checkReferences(of pipeline: PipelineDefinition) {
        for (kind, references) in pipeline.lists {
            let path = pipeline.path.appending(kind.section)
            for reference in references {
                let isConnector = kind != .processor && find(.connector, reference.id) != nil
                if find(kind, reference.id) == nil && !isConnector {
                    reportUndefined(kind, reference, at: path)
                } else if let signals = signals(kind, reference.id.type), !signals.contains(pipeline.id.signal) {
                    let message = "the \(kind.rawValue) \(reference.id) can't carry \(pipeline.id.signal.rawValue)"
                    diagnostics.report(ConfigFault(at: reference.location, path: path, message))
                }
            }
        }
    }

    private func signals(_ kind: ComponentKind, _ type: String) -> Set<Signal>? {
        catalogue.find(kind, type)?.type.signals ?? OtelcolComponents.signals(kind, type)
    }

    func reportUndefined(_ kind: ComponentKind, _ reference: PipelineDefinition.Reference, at path: ConfigPath) {
        guard let section = definitions[kind] else { return }
        let defined = section.keys.lazy.map(\.description)
        let suggestion = nearestName(to: reference.id.description, among: defined).map { "; did you mean \($0)?" } ?? ""
        let message =
            "references \(kind.rawValue) \(quoted(reference.id.description)), which is not configured\(suggestion)"
        diagnostics.report(ConfigFault(at: reference.location, path: path, message))
    }
}

extension PipelineDefinition {
    fileprivate var lists: [(ComponentKind, [Reference])] {
        [(.receiver, receivers), (.processor, processors), (.exporter, exporters)]
    }
}

extension ServiceConfig.Pipeline {
    fileprivate init(_ definition: PipelineDefinition) {
        self.init(
            id: definition.id, receivers: unique(definition.receivers), processors: unique(definition.processors),
            exporters: unique(definition.exporters))
    }
}

/// The ids, each once: as in otelcol, what is listed twice is there once.
private func unique(_ references: [PipelineDefinition.Reference]) -> [ComponentID] {
    var seen: Set<ComponentID> = []
    return references.map(\.id).filter { seen.insert($0).inserted }
}
