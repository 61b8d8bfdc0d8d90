/// A map of the configuration, from which a component reads its settings key by key.
///
/// Reads never throw. A read that finds something else than it wants records a fault and gives the default, or for a
/// required setting a stand-in that nobody will use, since a configuration with faults is refused as a whole. A null
/// means the default. Keys that nobody asked for are faults too, once the section has been read.
public final class ConfigSection {
    /// The way to this section.
    public let path: ConfigPath
    /// Where the section was written.
    public let location: SourceLocation
    /// The component whose settings these are, under the name that was written, which may be an old one.
    public let component: ComponentID

    let map: ConfigMap
    let diagnostics: Diagnostics
    private var known: Set<String> = []
    private var refused: Set<String> = []
    private var effective: [String: SettingValue] = [:]

    init(
        _ map: ConfigMap, path: ConfigPath, location: SourceLocation, component: ComponentID, diagnostics: Diagnostics
    ) {
        self.path = path
        self.location = location
        self.component = component
        self.map = map
        self.diagnostics = diagnostics
    }

    /// Reads a whole section with `read`, reports its unknown keys, and gives its settings with every default.
    static func read<Settings>(
        _ node: ConfigNode, path: ConfigPath, component: ComponentID, diagnostics: Diagnostics,
        _ read: (ConfigSection) -> Settings
    ) -> (settings: Settings, effective: SettingValue) {
        var map = ConfigMap()
        switch node.value {
        case .map(let written): map = written
        case .null: break
        default:
            diagnostics.report(
                ConfigFault(at: node.location, path: path, "expected a map of settings, found \(node.described)"))
        }
        let section = ConfigSection(
            map, path: path, location: node.location, component: component, diagnostics: diagnostics)
        let settings = read(section)
        section.reportUnknownKeys()
        return (settings, .map(section.effective))
    }

    /// Reads the settings of one component from YAML alone, as its tests do.
    public static func parse<Settings>(
        yaml: String, component: ComponentID, diagnostics: Diagnostics, _ read: (ConfigSection) -> Settings
    ) throws(ConfigFault) -> Settings {
        let document = try YAMLDocument(parsing: Array(yaml.utf8)) { line, column in
            SourceLocation(source: "test.yaml", line: line, column: column)
        }
        document.duplicateKeys.forEach(diagnostics.report)
        let path = ConfigPath.root.appending(component.description)
        return self.read(document.root, path: path, component: component, diagnostics: diagnostics, read).settings
    }

    // MARK: What was written

    /// Tells whether `key` was written, be it with a null.
    public func isWritten(_ key: String) -> Bool {
        map[key] != nil
    }

    /// Where the value of `key` was written, or the section if it wasn't.
    public func location(of key: String) -> SourceLocation {
        map[key]?.node.location ?? location
    }

    // MARK: What there is to say

    /// Records a fault of the setting `key`, or of the section as a whole.
    public func fail(at key: String? = nil, _ message: String) {
        let path = key.map { self.path.appending($0) } ?? path
        diagnostics.report(ConfigFault(at: key.map(location(of:)) ?? location, path: path, message))
    }

    /// Records a warning about the setting `key`: it is deprecated, say, or does less than it did.
    public func warn(at key: String, _ message: String) {
        report(.advice, at: key, message)
    }

    /// Records that Windsock leaves out what `key` asks for, which `--strict` makes a fault.
    public func leaveOut(_ key: String, _ message: String) {
        report(.leftOut, at: key, message)
    }

    /// Refuses settings that otelcol has and Windsock doesn't, if they are written.
    public func refuse(_ keys: String...) {
        for key in keys {
            refused.insert(key)
            guard let entry = map[key] else { continue }
            diagnostics.report(
                ConfigFault(
                    at: entry.keyLocation, path: path.appending(key),
                    "is a setting of otelcol that Windsock does not have yet"))
        }
    }

    private func report(_ kind: ConfigWarning.Kind, at key: String, _ message: String) {
        diagnostics.report(ConfigWarning(kind, at: location(of: key), path: path.appending(key), message))
    }

    private func reportUnknownKeys() {
        for entry in map.entries where !known.contains(entry.key) && !refused.contains(entry.key) {
            let message = unknownName("key", entry.key, known: Array(known), called: "known keys")
            diagnostics.report(ConfigFault(at: entry.keyLocation, path: path.appending(entry.key), message))
        }
    }

    // MARK: For the reads, which stand in other files

    /// What was written behind `key`, nulls included, which from now on is a known key.
    func written(_ key: String) -> ConfigNode? {
        known.insert(key)
        return map[key]?.node
    }

    /// What was written behind `key`, or nil if that is nothing or null.
    func value(_ key: String) -> ConfigNode? {
        guard let node = written(key), !node.isNull else { return nil }
        return node
    }

    /// Records what `key` is in the end.
    func record(_ key: String, _ value: SettingValue) {
        effective[key] = value
    }

    /// Records that `node`, written behind `key`, isn't what is wanted there.
    func mismatch(_ key: String, _ node: ConfigNode, expected: String, isSecret: Bool = false) {
        let found = isSecret ? "" : ", found \(node.described)"
        diagnostics.report(ConfigFault(at: node.location, path: path.appending(key), "expected \(expected)\(found)"))
    }

    /// Records that a required setting is missing.
    func missing(_ key: String) {
        diagnostics.report(
            ConfigFault(at: location, path: path.appending(key), "is required and isn't written"))
    }
}
