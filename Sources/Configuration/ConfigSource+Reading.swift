// A source's text becomes a map.

extension ConfigSource {
    /// The source's map, in which keys such as `processors::batch` have been taken apart.
    func read(order: Int, environment: ConfigEnvironment, diagnostics: Diagnostics)
        throws(ConfigFault) -> ConfigNode
    {
        let whole = SourceLocation(source: name, sourceOrder: order)
        let bytes = try bytes(environment: environment, diagnostics: diagnostics, at: whole)
        let document = try YAMLDocument(parsing: bytes) { line, column in
            isOnCommandLine ? whole : SourceLocation(source: name, sourceOrder: order, line: line, column: column)
        }
        document.duplicateKeys.forEach(diagnostics.report)
        var root = document.root
        if root.isNull { root.value = .map(ConfigMap()) }
        guard case .map = root.value else {
            throw ConfigFault(at: root.location, "a configuration is a map, found \(root.described)")
        }
        if case .setting(let key, _) = origin { root = try root.renamingOnlyKey(to: key) }
        return try KeySplitter(diagnostics: diagnostics).split(root)
    }

    private var isOnCommandLine: Bool {
        switch origin {
        case .yaml, .setting: true
        default: false
        }
    }

    private func bytes(environment: ConfigEnvironment, diagnostics: Diagnostics, at place: SourceLocation)
        throws(ConfigFault) -> [UInt8]
    {
        switch origin {
        case .builtIn(let bytes): return bytes
        case .yaml(let text): return Array(text.utf8)
        // As the value of a key, so that `x: y` is refused rather than made a map.
        case .setting(_, let value): return Array("value: \(value)".utf8)
        case .variable(let body):
            let references = ConfigReferences(environment: environment, diagnostics: diagnostics)
            return Array((try references.variable(body, at: place) ?? "").utf8)
        case .file(let path):
            do {
                return try environment.file(path)
            } catch {
                throw ConfigFault(at: place, "unable to read the file: \(error.message)")
            }
        }
    }
}

extension ConfigNode {
    fileprivate func renamingOnlyKey(to key: String) throws(ConfigFault) -> ConfigNode {
        guard case .map(let map) = value, let entry = map.entries.first, map.entries.count == 1 else {
            throw ConfigFault(at: location, "more than one value")
        }
        var renamed = ConfigMap()
        renamed.set(key, at: entry.keyLocation, to: entry.node)
        return ConfigNode(.map(renamed), at: location)
    }
}
