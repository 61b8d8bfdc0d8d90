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
