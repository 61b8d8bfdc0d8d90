/// The name of a pipeline: what flows through it, and a name behind a slash if there are several.
public struct PipelineID: Hashable, Sendable {
    /// What flows through it.
    public let signal: Signal
    /// What stands behind the slash, or the empty text.
    public let name: String
}

extension PipelineID: CustomStringConvertible {
    /// The id as it is written in a configuration.
    public var description: String { name.isEmpty ? signal.rawValue : "\(signal.rawValue)/\(name)" }
}

/// A pipeline as written: which components it names, and where it names them.
struct PipelineDefinition {
    /// An id in one of the pipeline's lists.
    struct Reference {
        let id: ComponentID
        let location: SourceLocation
    }

    let id: PipelineID
    let path: ConfigPath
    let location: SourceLocation
    let receivers: [Reference]
    let processors: [Reference]
    let exporters: [Reference]

    /// Reads the three lists, and reports what a pipeline lacks or names twice.
    init(_ id: PipelineID, _ section: ConfigSection) {
        self.id = id
        path = section.path
        location = section.location
        receivers = section.references("receivers", required: "receiver")
        processors = section.references("processors")
        exporters = section.references("exporters", required: "exporter")
        var seen: Set<ComponentID> = []
        for reference in processors where !seen.insert(reference.id).inserted {
            section.diagnostics.report(
                ConfigFault(
                    at: reference.location, path: path.appending("processors"),
                    "references processor \(quoted(reference.id.description)) multiple times"))
        }
    }
}

extension ConfigSection {
    /// Reads a list of ids; if it is `required`, an empty one is a fault.
    func references(_ key: String, required kind: String? = nil) -> [PipelineDefinition.Reference] {
        record(key, .list([]))
        var result: [PipelineDefinition.Reference] = []
        if let node = value(key) {
            guard case .list(let items) = node.value else {
                mismatch(key, node, expected: "a list of ids")
                return []
            }
            for (index, item) in items.enumerated() {
                let path = path.appending(key).appending(index: index)
                guard let id = ComponentID(item, path: path, diagnostics: diagnostics) else { continue }
                result.append(PipelineDefinition.Reference(id: id, location: item.location))
            }
            guard items.isEmpty else {
                record(key, .list(result.map { .string($0.id.description) }))
                return result
            }
        }
        if let kind { fail(at: isWritten(key) ? key : nil, "must have at least one \(kind)") }
        return []
    }
}

extension ComponentID {
    /// Reads an id in a list, or reports why it is none.
    init?(_ node: ConfigNode, path: ConfigPath, diagnostics: Diagnostics) {
        guard let text = node.text else {
            let message = "expected an id, found \(node.described)"
            diagnostics.report(ConfigFault(at: node.location, path: path, message))
            return nil
        }
        self.init(text, at: node.location, path: path, diagnostics: diagnostics)
    }

    /// Reads an id, or reports why it is none.
    init?(_ text: String, at location: SourceLocation, path: ConfigPath, diagnostics: Diagnostics) {
        do throws(Fault) {
            try self.init(parsing: text)
        } catch {
            diagnostics.report(ConfigFault(at: location, path: path, "\(quoted(text)) is no id: \(error)"))
            return nil
        }
    }
}
