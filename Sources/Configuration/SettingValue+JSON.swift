extension SettingValue {
    /// The value as JSON, the way otelcol prints its configuration: keys sorted, indented by two, durations as
    /// nanoseconds.
    public var json: String { json(indent: 0) + "\n" }

    private func json(indent: Int) -> String {
        switch self {
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .int(let number): return "\(number)"
        case .unsigned(let number): return "\(number)"
        case .double(let number): return number.isFinite ? "\(number)" : "null"
        case .string(let text), .timestamp(let text): return Self.inQuotes(text)
        case .secret: return Self.inQuotes("[REDACTED]")
        case .duration(let duration):
            let (seconds, attoseconds) = duration.components
            return "\(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)"
        case .list(let items):
            return block(items.map { $0.json(indent: indent + 2) }, in: "[]", indent: indent)
        case .map(let values):
            let members = values.sorted { $0.key < $1.key }
                .map { Self.inQuotes($0.key) + ": " + $0.value.json(indent: indent + 2) }
            return block(members, in: "{}", indent: indent)
        }
    }

    private func block(_ lines: [String], in brackets: String, indent: Int) -> String {
        guard !lines.isEmpty else { return brackets }
        let margin = "\n" + String(repeating: " ", count: indent)
        return brackets.prefix(1) + lines.map { margin + "  " + $0 }.joined(separator: ",") + margin
            + brackets.suffix(1)
    }

    private static func inQuotes(_ text: String) -> String {
        inDoubleQuotes(text) { $0.value >= 0x20 }
    }
}
