extension SettingValue {
    /// The value as YAML, the way otelcol prints its configuration: keys sorted, indented by four, a line end behind.
    public var yaml: String {
        switch self {
        case .map(let values) where !values.isEmpty: mapLines(values, indent: 0)
        case .list(let items) where !items.isEmpty: listLines(items, indent: 0)
        default: scalar(indent: 0) + "\n"
        }
    }

    private static let step = 4

    private func mapLines(_ values: [String: SettingValue], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return values.sorted { $0.key < $1.key }.map { key, value in
            margin + Self.text(key, indent: indent, isKey: true) + ":" + value.below(indent: indent)
        }.joined()
    }

    private func listLines(_ items: [SettingValue], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent) + "- "
        return items.map { item in
            // A list's item begins on the line of its dash, which takes two of the columns that its other lines get.
            switch item {
            case .map(let values) where !values.isEmpty:
                return margin + mapLines(values, indent: indent + 2).dropFirst(indent + 2)
            case .list(let inner) where !inner.isEmpty:
                return margin + listLines(inner, indent: indent + 2).dropFirst(indent + 2)
            default:
                return margin + item.scalar(indent: indent) + "\n"
            }
        }.joined()
    }

    /// What stands behind a key and its colon.
    private func below(indent: Int) -> String {
        switch self {
        case .map(let values) where !values.isEmpty: "\n" + mapLines(values, indent: indent + Self.step)
        case .list(let items) where !items.isEmpty: "\n" + listLines(items, indent: indent + Self.step)
        default: " " + scalar(indent: indent) + "\n"
        }
    }

    private func scalar(indent: Int) -> String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .unsigned(let number): "\(number)"
        case .timestamp(let text): text
        case .double(let number): Self.text(of: number)
        case .string(let text): Self.text(text, indent: indent, isKey: false)
        case .secret: Self.text("[REDACTED]", indent: indent, isKey: false)
        case .duration(let duration): GoDuration.format(duration)
        case .list: "[]"
        case .map: "{}"
        }
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return ".nan" }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    // MARK: Text, with the quotes that it needs

    private static func text(_ text: String, indent: Int, isKey: Bool) -> String {
        let isPrintable = text.unicodeScalars.allSatisfy { $0.isPrintable || $0 == "\n" }
        guard isPrintable else { return inDoubleQuotes(text, where: \.isPrintable) }
        if text.unicodeScalars.contains("\n") {
            // A block's margin is told by its first line, which therefore can't be empty or begin with a space.
            let isBlock = !isKey && text.unicodeScalars.first != " " && text.unicodeScalars.first != "\n"
            return isBlock ? block(text, indent: indent + step) : inDoubleQuotes(text, where: \.isPrintable)
        }
        if !isString(text) { return inDoubleQuotes(text, where: \.isPrintable) }
        return needsQuotes(text)
            ? "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'" : text
    }

    /// Tells whether the text without quotes would be read as text, also by readers that take `yes` for true.
    private static func isString(_ text: String) -> Bool {
        guard case .string = YAMLScalar.value(ofPlain: text) else { return false }
        return !["y", "yes", "on", "n", "no", "off"].contains(text.lowercased())
    }

    private static func needsQuotes(_ text: String) -> Bool {
        let characters = Array(text.unicodeScalars)
        guard let first = characters.first, let last = characters.last else { return true }
        if first == " " || last == " " || "#,[]{}&*!|>'\"%@`".unicodeScalars.contains(first) { return true }
        if text.hasPrefix("---") || text.hasPrefix("...") { return true }
        if "-?:".unicodeScalars.contains(first) && (characters.count == 1 || characters[1] == " ") { return true }
        return zip(characters, characters.dropFirst() + [" "]).contains { $0 == ":" && $1 == " " }
            || zip(characters, characters.dropFirst()).contains { $0 == " " && $1 == "#" }
    }

    /// Text of several lines, below a bar that tells how it ends.
    private static func block(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        let ends = text.unicodeScalars.reversed().prefix { $0 == "\n" }.count
        let body = text.unicodeScalars.dropLast(ends == 0 ? 0 : 1)
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : margin + String($0) }
        return "|" + (ends == 0 ? "-" : ends == 1 ? "" : "+") + "\n" + lines.joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintable: Bool {
        !(value < 0x20 || (0x7F...0x9F).contains(value) || (0x2028...0x2029).contains(value) || value == 0xFEFF)
    }
}
