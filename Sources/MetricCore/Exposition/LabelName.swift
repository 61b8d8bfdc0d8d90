/// A label's name on the Prometheus page.
public struct LabelName: Hashable, Sendable {
    /// The name, which doesn't begin with two underscores. What a reader of the text format 0.0.4 wouldn't know is
    /// escaped when it is written.
    public let text: String

    private init(text: String) {
        self.text = text
    }

    /// The name of the service, its namespace before it.
    public static let job = LabelName(text: "job")
    /// The service's instance id.
    public static let instance = LabelName(text: "instance")

    /// Tells the series of those for which there was no room; OpenTelemetry's SDKs have it as well.
    static let overflow = LabelName(text: "otel_metric_overflow")

    /// The name under which a label goes on that clashes with one of the page's own, as Prometheus renames it as well.
    var exported: LabelName { LabelName(text: "exported_" + text) }

    /// Makes the name of the label that shows an attribute. Throws where otelcol leaves the series out.
    public init(attributeKey key: String, rule: LabelRule = .collapsing) throws(LabelNameError) {
        let name = try rule.translated(key)
        guard !name.hasPrefix("__") else { throw .reserved(name: name) }
        text = name
    }

    /// Makes the name of a label that the configuration gives, which isn't translated.
    public init(constant name: String) throws(LabelNameError) {
        guard !name.isEmpty else { throw .empty }
        guard !name.hasPrefix("__") else { throw .reserved(name: name) }
        text = name
    }
}

/// Why a label has no name on the Prometheus page.
public enum LabelNameError: Error, Equatable {
    /// The key is empty.
    case empty
    /// Nothing but underscores is left of the key.
    case onlyUnderscores(key: String, result: String)
    /// The name begins with two underscores, which Prometheus keeps for itself.
    case reserved(name: String)
    /// Another label of the series has the same name.
    case twice
}

extension LabelNameError: CustomStringConvertible {
    /// The error as a sentence.
    public var description: String {
        switch self {
        case .empty:
            "label name is empty"
        case .onlyUnderscores(let key, let result):
            "normalization for label name \"\(key)\" resulted in invalid name \"\(result)\""
        case .reserved(let name):
            "\"\(name)\" is not a valid label name"
        case .twice:
            "duplicate label names in constant and variable labels"
        }
    }
}
