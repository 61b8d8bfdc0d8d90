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
    /// What the command line says of feature gates.
    public let gates: FeatureGates

    let map: ConfigMap
    let isUsed: Bool
    let diagnostics: Diagnostics
    private var known: Set<String> = []
    private var unlisted: Set<String> = []
    private var misplaced: [String: String] = [:]
    private var effective: [String: SettingValue] = [:]

    init(
        _ map: ConfigMap, path: ConfigPath, location: SourceLocation, component: ComponentID, isUsed: Bool,
        gates: FeatureGates, diagnostics: Diagnostics
    ) {
        self.path = path
        self.location = location
        self.component = component
        self.isUsed = isUsed
        self.gates = gates
        self.map = map
        self.diagnostics = diagnostics
    }

    /// Reads a whole section with `read`, reports its unknown keys, and gives its settings with every default.
    static func read<Settings>(
        _ node: ConfigNode, path: ConfigPath, component: ComponentID, isUsed: Bool, gates: FeatureGates,
        diagnostics: Diagnostics, _ read: (ConfigSection) -> Settings
    ) -> (settings: Settings, effective: SettingValue) {
        var map = ConfigMap()
        var isMap = true
        switch node.value {
        case .map(let written): map = written
        case .null: break
        default: isMap = false
        }
        // What an empty map in the place of something else lacks is of no interest.
        let section = ConfigSection(
            map, path: path, location: node.location, component: component, isUsed: isUsed, gates: gates,
            diagnostics: isMap ? diagnostics : Diagnostics())
        let settings = read(section)
        if isMap {
            section.reportUnknownKeys()
        } else {
            let message = "expected a map of settings, found \(node.described)\(section.blankHint(node))"
            diagnostics.report(ConfigFault(at: node.location, path: path, message))
        }
        return (settings, .map(section.effective))
    }

    /// Reads the settings of one component, used by a pipeline or not, from YAML alone, as its tests do.
    public static func parse<Settings>(
        yaml: String, component: ComponentID, isUsed: Bool = true, gates: FeatureGates = FeatureGates(),
        diagnostics: Diagnostics, _ read: (ConfigSection) -> Settings
    ) throws(ConfigFault) -> Settings {
        let document = try YAMLDocument(parsing: Array(yaml.utf8)) { line, column in
            SourceLocation(source: "test.yaml", line: line, column: column)
        }
        document.duplicateKeys.forEach(diagnostics.report)
        let path = ConfigPath.root.appending(component.description)
        return self.read(
            document.root, path: path, component: component, isUsed: isUsed, gates: gates, diagnostics: diagnostics,
            read
        ).settings
    }

    // MARK: What was written

    /// Tells whether `key` was written, be it with a null.
    public func isWritten(_ key: String) -> Bool {
        map[key] != nil
    }

    /// Tells whether something else than a null was written for `key`.
    public func isGiven(_ key: String) -> Bool {
        map[key].map { !$0.node.isNull } ?? false
    }

    /// Tells whether a list was written for `key`.
    public func isList(_ key: String) -> Bool {
        if case .list = map[key]?.node.value { true } else { false }
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

    /// Records a fault of the section as a whole that counts only if the component is used: by a pipeline that is
    /// kept, or as an extension to start.
    public func failIfUsed(_ message: String) {
        if isUsed { fail(message) }
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
        for key in keys { refuse(key, because: "is a setting of otelcol that Windsock does not have yet: remove it") }
    }

    /// Refuses a setting, if it is written, with a message of its own.
    public func refuse(_ key: String, because message: String) {
        unlist(key)
        guard let entry = map[key] else { return }
        diagnostics.report(ConfigFault(at: entry.keyLocation, path: path.appending(key), message))
    }

    /// Tells where keys belong that are easily written into this section instead: `["http": "protocols"]`.
    public func misplaced(_ places: [String: String]) {
        misplaced.merge(places) { _, last in last }
    }

    private func report(_ kind: ConfigWarning.Kind, at key: String, _ message: String) {
        diagnostics.report(ConfigWarning(kind, at: location(of: key), path: path.appending(key), message))
    }

    private func reportUnknownKeys() {
        let listed = Array(known.subtracting(unlisted))
        for entry in map.entries where !known.contains(entry.key) && !unlisted.contains(entry.key) {
            let message =
                misplaced[entry.key].map { "unknown key; it belongs under \(path.appending($0))" }
                ?? unknownName("key", entry.key, known: listed, called: "known keys")
            diagnostics.report(ConfigFault(at: entry.keyLocation, path: path.appending(entry.key), message))
        }
    }

    /// What to tell the one who wrote `endpoint:localhost:4318`, which is text to YAML.
    private func blankHint(_ node: ConfigNode) -> String {
        guard let text = node.text, let colon = text.firstIndex(of: ":"), known.contains(String(text[..<colon])) else {
            return ""
        }
        return "; a blank is missing behind the colon of \(text[...colon])"
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

    /// Takes `key` out of the list of known keys that messages show.
    func unlist(_ key: String) {
        unlisted.insert(key)
    }

    /// Records what `key` is in the end.
    func record(_ key: String, _ value: SettingValue) {
        effective[key] = value
    }

    /// Leaves `key`, which has been read, out of what is printed: read again, the default would say more than nothing
    /// does.
    public func omit(_ key: String) {
        effective[key] = nil
    }

    /// Records that `node`, written behind `key`, isn't what is wanted there.
    func mismatch(_ key: String, _ node: ConfigNode, expected: String, isSecret: Bool = false) {
        let found = isSecret ? "" : ", found \(node.described)"
        diagnostics.report(ConfigFault(at: node.location, path: path.appending(key), "expected \(expected)\(found)"))
    }

    /// Records that a required setting is missing.
    func missing(_ key: String) {
        let variable = map[key]?.node.unsetVariable.map { ": the environment variable \($0) isn't set" } ?? ""
        fail(at: key, isWritten(key) ? "is required and is empty here\(variable)" : "is required and isn't written")
    }
}
