// Settings that are lists or maps, and sections within sections.

extension ConfigSection {
    /// Reads a list of texts; a single text is split at its commas, spaces included, as otelcol does.
    public func stringList(_ key: String, default standard: [String]) -> [String] {
        let result = optionalStringList(key) ?? standard
        record(key, .list(result.map(SettingValue.string)))
        return result
    }

    /// Reads a list of texts, as ``stringList(_:default:)`` does, and makes something of each; what `make` throws is a
    /// fault of that text.
    public func list<Item, Fault>(_ key: String, of make: (String) throws(Fault) -> Item) -> [Item] {
        let texts = locatedTexts(key) ?? []
        record(key, .list(texts.map { .string($0.text) }))
        return texts.compactMap { text, location, path in
            do throws(Fault) {
                return try make(text)
            } catch {
                diagnostics.report(ConfigFault(at: location, path: path, "\(quoted(text)): \(error)"))
                return nil
            }
        }
    }

    /// Reads a list of texts that are kept secret when the configuration is printed.
    public func secretList(_ key: String) -> [String] {
        let result = optionalStringList(key, secret: true) ?? []
        record(key, .list(result.map(SettingValue.secret)))
        return result
    }

    /// Reads a map of texts, such as labels or headers; `secret` ones are hidden when the configuration is printed.
    public func stringMap(_ key: String, default standard: [String: String] = [:], secret: Bool = false)
        -> [String: String]
    {
        var result = standard
        if let node = value(key) {
            if case .map(let map) = node.value {
                result = texts(of: map, behind: key, secret: secret)
            } else {
                mismatch(key, node, expected: "a map of texts", isSecret: secret)
            }
        }
        record(key, .map(result.mapValues { secret ? .secret($0) : .string($0) }))
        return result
    }

    /// Reads a value of any kind, or nil if none is written.
    public func any(_ key: String) -> SettingValue? {
        guard let node = value(key) else {
            record(key, .null)
            return nil
        }
        let result = plain(node, path: path.appending(key))
        record(key, result)
        return result
    }

    /// Reads a map of values of any kind.
    public func anyMap(_ key: String) -> [String: SettingValue] {
        var result: [String: SettingValue] = [:]
        if let node = value(key) {
            if case .map(let values) = plain(node, path: path.appending(key)) {
                result = values
            } else {
                mismatch(key, node, expected: "a map")
            }
        }
        record(key, .map(result))
        return result
    }

    /// Reads a section within this one, which is read with its defaults if it isn't written.
    public func section<Settings>(_ key: String, _ read: (ConfigSection) -> Settings) -> Settings {
        let node = written(key) ?? ConfigNode(.null, at: location)
        let (settings, effective) = readSection(node, path: path.appending(key), read)
        record(key, effective)
        return settings
    }

    /// Reads a section that can be there or not, or nil if none is written.
    public func sectionIfWritten<Settings>(_ key: String, _ read: (ConfigSection) -> Settings) -> Settings? {
        record(key, .null)
        return value(key) == nil ? nil : section(key, read)
    }

    /// Reads a section that can be there or not: it is if it is written, be it with a null, unless it says
    /// `enabled: false`; `enabledByDefault` is for when it isn't written. One that is off because it isn't
    /// written isn't printed, as a null would turn it on.
    @discardableResult public func optionalSection<Settings>(
        _ key: String, enabledByDefault: Bool = false, _ read: (ConfigSection) -> Settings
    ) -> Settings? {
        guard let node = written(key) ?? (enabledByDefault ? ConfigNode(.null, at: location) : nil) else { return nil }
        let (result, effective) = readSection(node, path: path.appending(key)) { section in
            let isEnabled = section.bool("enabled", default: true)
            let settings = read(section)
            return isEnabled ? settings : nil
        }
        record(key, effective)
        return result
    }

    /// Reads a list of sections, such as `actions:`.
    public func sections<Settings>(_ key: String, _ read: (ConfigSection) -> Settings) -> [Settings] {
        record(key, .list([]))
        guard let node = value(key) else { return [] }
        guard case .list(let items) = node.value else {
            mismatch(key, node, expected: "a list")
            return []
        }
        let results = items.enumerated().map { index, item in
            readSection(item, path: path.appending(key).appending(index: index), read)
        }
        record(key, .list(results.map(\.effective)))
        return results.map(\.settings)
    }

    /// Reads a list whose items are texts or sections, such as `metric_statements:`; a single text is a list of one.
    public func items<Item>(
        _ key: String, text readText: (ConfigText) -> Item, section read: (ConfigSection) -> Item
    ) -> [Item] {
        record(key, .list([]))
        guard let node = value(key) else { return [] }
        let path = path.appending(key)
        if let text = node.text {
            record(key, .list([.string(text)]))
            return [readText(ConfigText(text: text, location: node.location, path: path))]
        }
        guard case .list(let items) = node.value else {
            mismatch(key, node, expected: "a list")
            return []
        }
        var effective: [SettingValue] = []
        let results = items.enumerated().map { index, item in
            let path = path.appending(index: index)
            if let text = item.text {
                effective.append(.string(text))
                return readText(ConfigText(text: text, location: item.location, path: path))
            }
            let (result, settings) = readSection(item, path: path, read)
            effective.append(settings)
            return result
        }
        record(key, .list(effective))
        return results
    }

    /// Reads a list of texts, none of which is split; a single text is a list of one.
    public func texts(_ key: String) -> [ConfigText] {
        items(key, text: { Optional($0) }, section: { $0.refuseAsText() }).compactMap { $0 }
    }

    private func refuseAsText() -> ConfigText? {
        diagnostics.report(ConfigFault(at: location, path: path, "expected text, found a map"))
        return nil
    }

    /// Records a fault of a text.
    public func fail(at text: ConfigText, _ message: String) {
        diagnostics.report(ConfigFault(at: text.location, path: text.path, message))
    }

    private func readSection<Settings>(_ node: ConfigNode, path: ConfigPath, _ read: (ConfigSection) -> Settings)
        -> (settings: Settings, effective: SettingValue)
    {
        ConfigSection.read(
            node, path: path, component: component, isUsed: isUsed, gates: gates, diagnostics: diagnostics, read)
    }

    private func optionalStringList(_ key: String, secret: Bool = false) -> [String]? {
        locatedTexts(key, secret: secret)?.map(\.text)
    }

    private typealias LocatedText = (text: String, location: SourceLocation, path: ConfigPath)

    private func locatedTexts(_ key: String, secret: Bool = false) -> [LocatedText]? {
        guard let node = written(key) else { return nil }
        let path = path.appending(key)
        if case .list(let items) = node.value {
            return items.enumerated().compactMap { index, item in
                let path = path.appending(index: index)
                if item.text == nil { reportItem(item, at: path, secret: secret) }
                return item.text.map { ($0, item.location, path) }
            }
        }
        if let text = node.text {
            let parts = text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false)
            return parts.map { (String($0), node.location, path) }
        }
        if !node.isNull { mismatch(key, node, expected: "a list of texts", isSecret: secret) }
        return nil
    }

    private func texts(of map: ConfigMap, behind key: String, secret: Bool) -> [String: String] {
        var result: [String: String] = [:]
        for entry in map.entries {
            if let text = entry.node.text {
                result[entry.key] = text
            } else if entry.node.isNull {
                result[entry.key] = ""
            } else {
                reportItem(entry.node, at: path.appending(key).appending(entry.key), secret: secret)
            }
        }
        return result
    }

    private func reportItem(_ node: ConfigNode, at path: ConfigPath, secret: Bool = false) {
        let expected = node.isScalar ? "text, which needs quotes here" : "text"
        let found = secret ? "" : ", found \(node.described)"
        diagnostics.report(ConfigFault(at: node.location, path: path, "expected \(expected)\(found)"))
    }

    private func plain(_ node: ConfigNode, path: ConfigPath) -> SettingValue {
        switch node.value {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .int(number)
        case .unsigned(let number):
            // A file may hold such a number; what a reference stands for may not, as otelcol has it.
            if node.referencedText != nil {
                let message = "\(number) is beyond \(Int64.max), the greatest number that a reference can be"
                diagnostics.report(ConfigFault(at: node.location, path: path, message))
            }
            return .unsigned(number)
        case .double(let number): return .double(number)
        case .timestamp(let text): return .timestamp(text)
        case .string(let text): return .string(text)
        case .list(let items):
            return .list(items.enumerated().map { plain($1, path: path.appending(index: $0)) })
        case .map(let map):
            let pairs = map.entries.map { ($0.key, plain($0.node, path: path.appending($0.key))) }
            return .map(Dictionary(pairs) { _, last in last })
        }
    }
}

/// A text of a configuration, and where it was written.
public struct ConfigText: Sendable {
    /// The text.
    public let text: String
    /// Where it was written.
    public let location: SourceLocation
    /// The way to it.
    public let path: ConfigPath
}
