/// A setting of a component that names an extension which asks senders who they are.
struct ExtensionReference {
    let id: ComponentID
    let location: SourceLocation
    let path: ConfigPath
}

extension ConfigSection {
    /// Reads the id of an extension that asks senders who they are, or nil if none is written.
    ///
    /// That there is such an extension, and that it is started, is checked with the rest of the configuration.
    public func authenticator(_ key: String) -> ComponentID? {
        record(key, .null)
        guard let node = value(key), let id = ComponentID(node, path: path.appending(key), diagnostics: diagnostics)
        else { return nil }
        record(key, .string(id.description))
        if isUsed {
            diagnostics.note(ExtensionReference(id: id, location: node.location, path: path.appending(key)))
        }
        return id
    }
}

extension ServiceReader {
    /// Reports what components name as an authenticator that is none, or isn't started.
    func checkAuthenticators(started: [ComponentID]) {
        for reference in diagnostics.extensionReferences {
            if !isDefined(.extension, reference.id) {
                let written = PipelineDefinition.Reference(id: reference.id, location: reference.location)
                reportUndefined(.extension, written, at: reference.path)
            } else if catalogue.find(.extension, reference.id.type)?.type.isAuthenticator == false {
                let message = "the extension \(reference.id) is no authenticator"
                diagnostics.report(ConfigFault(at: reference.location, path: reference.path, message))
            } else if !started.contains(reference.id) {
                let message = "the extension \(reference.id) is not started: add it to service::extensions"
                diagnostics.report(ConfigFault(at: reference.location, path: reference.path, message))
            }
        }
    }
}
