/// How the key of an attribute becomes the name of a label.
public enum LabelRule: Sendable {
    /// Each run of others than letters and digits becomes one underscore; a digit or underscore in front gets `key_` or
    /// `key` before it.
    case collapsing
    /// Each other character than letters, digits and underscores becomes an underscore; a digit in front gets `key_`
    /// before it.
    case permissive
    /// Keys stay as they are.
    case unchanged

    /// A key by this rule. Throws where otelcol leaves the series out.
    func translated(_ key: String) throws(LabelNameError) -> String {
        guard !key.isEmpty else { throw .empty }
        let name =
            switch self {
            case .collapsing: Self.collapsed(key)
            case .permissive: Self.permitted(key)
            case .unchanged: key
            }
        guard !name.hasOnlyUnderscores else { throw .onlyUnderscores(key: key, result: name) }
        return name
    }

    /// Names between two pairs of underscores keep them.
    private static func collapsed(_ key: String) -> String {
        if key.utf8.count >= 4, key.hasPrefix("__"), key.hasSuffix("__") {
            return "__" + String(key.dropFirst(2).dropLast(2)).underscored(keeping: { $0.isLabelByte }) + "__"
        }
        let name = key.underscored(keeping: { $0.isLabelByte })
        if name.beginsWithDigit { return "key_" + name }
        return name.hasPrefix("_") ? "key" + name : name
    }

    private static func permitted(_ key: String) -> String {
        var name = key.beginsWithDigit ? "key_" : ""
        for scalar in key.unicodeScalars {
            let isKept = scalar.isASCII && UInt8(truncatingIfNeeded: scalar.value).isLabelByte
            name.unicodeScalars.append(isKept ? scalar : "_")
        }
        return name
    }
}
