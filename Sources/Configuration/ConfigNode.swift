/// A value of the configuration as written, and where.
struct ConfigNode: Sendable {
    /// What a value can be, by the YAML rules of otelcol's reader (go-yaml version 3).
    indirect enum Value: Sendable {
        /// Nothing: `null`, `~`, or a key without a value.
        case null
        /// `true` or `false`; yes, no, on and off are text.
        case bool(Bool)
        /// A whole number of 63 bits and a sign.
        case int(Int64)
        /// A whole number beyond that.
        case unsigned(UInt64)
        /// Any other number.
        case double(Double)
        /// A date or a time without quotes, as it was written.
        case timestamp(String)
        /// Text.
        case string(String)
        /// A list.
        case list([ConfigNode])
        /// A map.
        case map(ConfigMap)
    }

    /// The value.
    var value: Value
    /// Where it was written.
    var location: SourceLocation
    /// The whole text that a reference such as `${env:PORT}` stood for, if this value is one.
    ///
    /// A text setting takes this text, so that `0123` keeps its zero, whatever YAML makes of it.
    var referencedText: String?
    /// What YAML made this number of, for messages.
    var writtenText: String?
    /// The environment variable that would be this value, if it isn't set.
    var unsetVariable: String?

    /// Makes a node.
    init(_ value: Value, at location: SourceLocation, referencedText: String? = nil) {
        self.value = value
        self.location = location
        self.referencedText = referencedText
    }

    /// Tells whether there is no value.
    var isNull: Bool {
        if case .null = value { true } else { false }
    }

    /// The text that a text setting takes, or nil if the value is none.
    var text: String? {
        if case .string(let text) = value { text } else { referencedText }
    }

    /// What a message calls this value: `the number 5`, `a list`.
    var described: String {
        switch value {
        case .null: "nothing"
        case .bool(let flag): "\(flag)"
        case .int(let number): "the number \(writtenText ?? "\(number)")"
        case .unsigned(let number): "the number \(writtenText ?? "\(number)")"
        case .double(let number): "the number \(writtenText ?? "\(number)")"
        case .timestamp(let text): "the time \(text)"
        case .string(let text): "the text \(quoted(text))"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

/// A map of the configuration, in the order in which it was written.
struct ConfigMap: Sendable {
    /// A key and what stands behind it.
    struct Entry: Sendable {
        /// The key.
        let key: String
        /// Where the key was written.
        let keyLocation: SourceLocation
        /// The value behind it.
        var node: ConfigNode
    }

    /// All entries, in order; no key is there twice.
    private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]

    /// Makes an empty map.
    init() {}

    /// The entry of `key`.
    subscript(key: String) -> Entry? {
        places[key].map { entries[$0] }
    }

    /// Puts `node` behind `key`, in the place of what was there.
    mutating func set(_ key: String, at keyLocation: SourceLocation, to node: ConfigNode) {
        let entry = Entry(key: key, keyLocation: keyLocation, node: node)
        if let place = places[key] {
            entries[place] = entry
        } else {
            places[key] = entries.count
            entries.append(entry)
        }
    }
}
