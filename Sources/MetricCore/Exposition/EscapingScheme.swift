/// How a page shows names that a reader of the text format 0.0.4 wouldn't know: with other characters than letters and
/// digits of ASCII, underscores and, for metrics, colons. The raw values are those of the parameter `escaping` of a
/// field `Accept`.
public enum EscapingScheme: String, CaseIterable, Sendable {
    /// As they are, in quotes.
    case none = "allow-utf-8"
    /// With an underscore for each other character.
    case underscores
    /// With `_dot_` for a dot, `__` for an underscore and for any other character.
    case dots
    /// With `U__` in front, `__` for an underscore, and for any other character its code point in hexadecimal digits,
    /// between two underscores.
    case values
}

/// What a name is of.
public enum NameKind: Sendable {
    /// Of a metric: it may have colons.
    case metric
    /// Of a label.
    case label
}

extension String {
    /// Whether every reader knows it as a name.
    func isPlainName(of kind: NameKind) -> Bool {
        !isEmpty && !beginsWithDigit && utf8.allSatisfy { $0.isPlain(in: kind) }
    }

    /// The name as a scheme shows it; one that every reader knows stays. A label's that would begin with two
    /// underscores, which Prometheus keeps for itself, gets `key` in front.
    public func escaped(by scheme: EscapingScheme, as kind: NameKind) -> String {
        guard scheme != .none, !isPlainName(of: kind) else { return self }
        var result = scheme == .values ? "U__" : ""
        for (index, scalar) in unicodeScalars.enumerated() {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            let isPlain = scalar.isASCII && byte.isPlain(in: kind) && !(index == 0 && byte.isDigit)
            switch (scheme, isPlain) {
            case (.values, _) where scalar == "_", (.dots, _) where scalar == "_": result += "__"
            case (_, true): result.unicodeScalars.append(scalar)
            case (.dots, _): result += scalar == "." ? "_dot_" : "__"
            case (.values, _): result += "_" + String(scalar.value, radix: 16) + "_"
            case (.none, _), (.underscores, _): result += "_"
            }
        }
        return kind == .label && result.hasPrefix("__") ? "key" + result : result
    }
}

extension UInt8 {
    fileprivate func isPlain(in kind: NameKind) -> Bool {
        self == UInt8(ascii: "_") || (kind == .metric ? isNameByte : isLabelByte)
    }
}
