/// Reads the sources of a configuration, merges them and puts in what their references stand for.
///
/// Of two sources the later one wins: maps are merged key by key, anything else is replaced. Only a null leaves a map
/// as it is, with a warning, where otelcol would erase it.
public struct ConfigTree: Sendable {
    let root: ConfigNode

    /// Reads `sources`; nil, with the faults in `diagnostics`, if one of them can't be.
    public init?(_ sources: [ConfigSource], environment: ConfigEnvironment, diagnostics: Diagnostics) {
        var merged: ConfigNode?
        var allRead = true
        for (order, source) in sources.enumerated() {
            do {
                let node = try source.read(order: order, environment: environment, diagnostics: diagnostics)
                merged = merged.map { Self.merge(node, onto: $0, path: .root, diagnostics: diagnostics) } ?? node
            } catch {
                diagnostics.report(error)
                allRead = false
            }
        }
        guard allRead, let merged else { return nil }
        var references = ConfigReferences(environment: environment, diagnostics: diagnostics)
        root = references.expand(merged)
    }

    private static func merge(
        _ later: ConfigNode, onto earlier: ConfigNode, path: ConfigPath, diagnostics: Diagnostics
    ) -> ConfigNode {
        guard case .map(var result) = earlier.value else { return later }
        if later.isNull {
            if path != .root && !result.entries.isEmpty {
                let message = "nothing is written here, so what \(earlier.location) says stays as it is"
                diagnostics.report(ConfigWarning(.advice, at: later.location, path: path, message))
            }
            return earlier
        }
        guard case .map(let map) = later.value else { return later }
        for entry in map.entries {
            let node = result[entry.key].map {
                merge(entry.node, onto: $0.node, path: path.appending(entry.key), diagnostics: diagnostics)
            }
            result.set(entry.key, at: entry.keyLocation, to: node ?? entry.node)
        }
        return ConfigNode(.map(result), at: earlier.location)
    }
}

extension ConfigSource {
    /// The source's map, in which keys such as `processors::batch` have been taken apart.
    fileprivate func read(order: Int, environment: ConfigEnvironment, diagnostics: Diagnostics)
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
        return try KeySplitter(diagnostics: diagnostics).split(settingKey.map { root.renamingOnlyKey(to: $0) } ?? root)
    }

    private var isOnCommandLine: Bool {
        switch origin {
        case .yaml, .setting: true
        default: false
        }
    }

    private var settingKey: String? {
        if case .setting(let key, _) = origin { key } else { nil }
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
    fileprivate func renamingOnlyKey(to key: String) -> ConfigNode {
        guard case .map(let map) = value, let entry = map.entries.first else { return self }
        var renamed = ConfigMap()
        renamed.set(key, at: entry.keyLocation, to: entry.node)
        return ConfigNode(.map(renamed), at: location)
    }
}

/// Takes keys such as `processors::batch` apart, in maps that lie in maps.
private struct KeySplitter {
    let diagnostics: Diagnostics

    func split(_ node: ConfigNode, depth: Int = 0) throws(ConfigFault) -> ConfigNode {
        guard case .map(let map) = node.value else { return node }
        var result = ConfigMap()
        for entry in map.entries {
            let keys = entry.key.split(separator: "::", omittingEmptySubsequences: false).map(String.init)
            guard depth + keys.count <= YAMLDocument.greatestDepth else {
                throw ConfigFault(
                    at: entry.keyLocation, "more than \(YAMLDocument.greatestDepth) maps inside one another")
            }
            let node = try split(entry.node, depth: depth + keys.count)
            add(node, behind: keys[...], at: entry.keyLocation, to: &result)
        }
        return ConfigNode(.map(result), at: node.location)
    }

    /// Adds a value behind the way that `keys` are; where two ways lead to one value, that is a key written twice.
    private func add(
        _ node: ConfigNode, behind keys: ArraySlice<String>, at place: SourceLocation, to map: inout ConfigMap
    ) {
        guard let key = keys.first else { return }
        guard keys.count == 1 else {
            var inner = ConfigMap()
            if case .map(let existing)? = map[key]?.node.value { inner = existing }
            add(node, behind: keys.dropFirst(), at: place, to: &inner)
            map.set(key, at: map[key]?.keyLocation ?? place, to: ConfigNode(.map(inner), at: place))
            return
        }
        guard let existing = map[key], !existing.node.isNull else { return map.set(key, at: place, to: node) }
        if case (.map(var both), .map(let more)) = (existing.node.value, node.value) {
            for entry in more.entries { add(entry.node, behind: [entry.key], at: entry.keyLocation, to: &both) }
            map.set(key, at: existing.keyLocation, to: ConfigNode(.map(both), at: existing.node.location))
        } else if !node.isNull {
            let message = "the key \(quoted(key)) is already written at \(existing.keyLocation)"
            diagnostics.report(ConfigFault(at: place, message))
        }
    }
}
