/// One place that a configuration is read from.
public struct ConfigSource: Sendable {
    /// Why the text of `--config` or `--set` names no source.
    public enum Fault: Error, Equatable, Sendable {
        /// `--config` without anything behind it.
        case empty
        /// `--set` without an equal sign.
        case missingEqualSign
        /// A key with nothing before or behind a dot.
        case emptyKey
        /// A scheme other than `file`, `env` and `yaml`.
        case unsupportedScheme(String)
    }

    enum Origin: Sendable {
        case file(path: String)
        case variable(Substring)
        case yaml(String)
        /// A key, of which `::` separates the parts, and the YAML of its value.
        case setting(key: String, value: String)
        case builtIn([UInt8])
    }

    /// What messages call this source.
    public let name: String
    let origin: Origin

    /// Reads what stands behind `--config`: a path, `file:path`, `env:NAME`, `env:NAME:-default` or `yaml:text`.
    public init(parsing text: String) throws(Fault) {
        guard !text.isEmpty else { throw .empty }
        guard let (scheme, rest) = splitScheme(text) else {
            self.init(name: text, origin: .file(path: text))
            return
        }
        switch scheme {
        case "file": self.init(name: String(rest), origin: .file(path: String(rest)))
        case "env": self.init(name: "env:" + (splitDefault(rest)?.name ?? rest), origin: .variable(rest))
        case "yaml": self.init(name: "--config yaml", origin: .yaml(String(rest)))
        default: throw .unsupportedScheme(String(scheme))
        }
    }

    /// Reads what stands behind `--set`: `key.path=value`, the value being YAML.
    public init(parsingSetting text: String) throws(Fault) {
        guard let equalSign = text.firstIndex(of: "=") else { throw .missingEqualSign }
        let key = text[..<equalSign].split(separator: ".", omittingEmptySubsequences: false)
        guard !key.contains("") else { throw .emptyKey }
        let value = String(text[text.index(after: equalSign)...])
        self.init(
            name: "--set \(text[..<equalSign])", origin: .setting(key: key.joined(separator: "::"), value: value))
    }

    /// Makes a source of YAML that the program holds itself.
    public init(builtIn name: String, yaml: [UInt8]) {
        self.init(name: name, origin: .builtIn(yaml))
    }

    private init(name: String, origin: Origin) {
        self.name = name
        self.origin = origin
    }
}

extension ConfigSource.Fault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .empty: "nothing is named"
        case .missingEqualSign: "missing equal sign"
        case .emptyKey: "an empty key"
        case .unsupportedScheme(let scheme): unsupported(scheme: scheme)
        }
    }
}

/// Splits `scheme:rest`; nil if the text doesn't begin with a scheme, which has at least two letters.
func splitScheme(_ text: String) -> (scheme: Substring, rest: Substring)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<colon]
    let isScheme =
        scheme.utf8.count >= 2 && scheme.utf8.first.map { isLetter($0) } == true
        && scheme.utf8.allSatisfy { isLetter($0) || isDigit($0) || "+.-".utf8.contains($0) }
    return isScheme ? (scheme, text[text.index(after: colon)...]) : nil
}

/// Splits `NAME:-default`; nil if there is no default.
func splitDefault(_ text: Substring) -> (name: Substring, standard: Substring)? {
    var rest = text
    while let colon = rest.firstIndex(of: ":") {
        rest = rest[colon...].dropFirst()
        if rest.first == "-" { return (text[..<colon], rest.dropFirst()) }
    }
    return nil
}

/// Says that a scheme isn't supported.
func unsupported(scheme: String) -> String {
    switch scheme {
    case "http", "https":
        "configuration is not read over \(scheme); fetch it into a file first (schemes: env, file, yaml)"
    default: "the scheme \(quoted(scheme)) is not supported (schemes: env, file, yaml)"
    }
}
