/// Sentences by the names of metrics, for names that stand for themselves and for those with variable parts.
///
/// A key of a table is a name, in which each `*` stands for a variable part, or for several with dots between them;
/// what stands in brackets at its end may be missing: `ti.start[.*.*]` is `ti.start` and `ti.start.my_dag.my_task`.
struct AirflowCatalogue: Sendable {
    private var names: [String: Entry] = [:]
    /// By their first words, so that few have to be tried.
    private var patterns: [String: [(pattern: NamePattern, entry: Entry)]] = [:]

    /// What is known of a metric.
    struct Entry: Sendable {
        /// What it counts.
        let sentence: String
        /// Whether it is a time, in a unit that the sentence doesn't name.
        let isTime: Bool
    }

    /// Makes a catalogue of tables.
    init(sentences: [KeyValuePairs<String, String>], times: [KeyValuePairs<String, String>]) {
        for (tables, isTime) in [(sentences, false), (times, true)] {
            for (key, sentence) in tables.joined() { add(key, Entry(sentence: sentence, isTime: isTime)) }
        }
    }

    private mutating func add(_ key: String, _ entry: Entry) {
        let parts = key.split(whereSeparator: { $0 == "[" || $0 == "]" })
        for name in [parts[0], parts.joined()[...]].prefix(parts.count) {
            if let pattern = NamePattern(name) {
                patterns[Self.firstWord(of: name), default: []].append((pattern, entry))
            } else {
                names[String(name)] = entry
            }
        }
    }

    /// The entry of a metric by its name, in time proportional to the name's length.
    func entry(of name: Substring) -> Entry? {
        names[String(name)] ?? patterns[Self.firstWord(of: name)]?.first { $0.pattern.matches(name) }?.entry
    }

    private static func firstWord(of name: Substring) -> String {
        String(Substring(name.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "_") }))
    }
}

/// Names with variable parts between what stands first and what stands last.
private struct NamePattern: Sendable {
    let first: Substring
    let last: Substring
    /// How many variable parts there are, at least: what Airflow puts into names may have dots itself.
    let partCount: Int

    /// The pattern that a name with a `*` for each variable part means; nil if it has none.
    init?(_ name: Substring) {
        guard let start = name.firstIndex(of: "*"), let end = name.lastIndex(of: "*") else { return nil }
        first = name[..<start]
        last = name[end...].dropFirst()
        partCount = name.count { $0 == "*" }
    }

    func matches(_ name: Substring) -> Bool {
        let bytes = name.utf8
        guard bytes.starts(with: first.utf8), bytes.suffix(last.utf8.count).elementsEqual(last.utf8) else {
            return false
        }
        let dot = UInt8(ascii: ".")
        var parts = 1
        var before = dot
        for byte in bytes.dropFirst(first.utf8.count).dropLast(last.utf8.count) {
            if byte == dot {
                guard before != dot else { return false }
                parts += 1
            }
            before = byte
        }
        return parts >= partCount && before != dot
    }
}
