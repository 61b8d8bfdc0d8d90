/// Takes keys such as `processors::batch` apart, in maps that lie in maps.
struct KeySplitter {
    let diagnostics: Diagnostics

    /// The same map without such keys; where two of them lead to one value, that is a key written twice.
    func split(_ node: ConfigNode) throws(ConfigFault) -> ConfigNode {
        try split(node, depth: 0)
    }

    private func split(_ node: ConfigNode, depth: Int) throws(ConfigFault) -> ConfigNode {
        guard case .map(let map) = node.value else { return node }
        var result = ConfigMap()
        for entry in map.entries {
            let keys = splitAtDoubleColons(entry.key)
            guard depth + keys.count <= YAMLDocument.greatestDepth else {
                throw ConfigFault(
                    at: entry.keyLocation, "more than \(YAMLDocument.greatestDepth) maps inside one another")
            }
            var node = try split(entry.node, depth: depth + keys.count)
            for key in keys.dropFirst().reversed() {
                var outer = ConfigMap()
                outer.set(key, at: entry.keyLocation, to: node)
                node = ConfigNode(.map(outer), at: entry.keyLocation)
            }
            add(node, behind: keys[0], at: entry.keyLocation, to: &result)
        }
        return ConfigNode(.map(result), at: node.location)
    }

    private func add(_ node: ConfigNode, behind key: String, at place: SourceLocation, to map: inout ConfigMap) {
        guard let existing = map[key], !existing.node.isNull else { return map.set(key, at: place, to: node) }
        if case (.map(var both), .map(let more)) = (existing.node.value, node.value) {
            for entry in more.entries { add(entry.node, behind: entry.key, at: entry.keyLocation, to: &both) }
            map.set(key, at: existing.keyLocation, to: ConfigNode(.map(both), at: existing.node.location))
        } else if !node.isNull {
            let message = "the key \(quoted(key)) is already written at \(existing.keyLocation)"
            diagnostics.report(ConfigFault(at: place, message))
        }
    }
}
