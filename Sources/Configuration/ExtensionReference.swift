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
