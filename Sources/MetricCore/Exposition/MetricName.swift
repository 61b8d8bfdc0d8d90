/// A metric's name on the Prometheus page.
public struct MetricName: Hashable, Sendable {
    /// What a metric is, as far as its name depends on it.
    public enum Kind: Sendable {
        /// A gauge: a unit of `1` makes its name end in `ratio`.
        case gauge
        /// A monotonic sum: its name ends in `total`.
        case counter
        /// Anything else, non-monotonic sums too.
        case other
    }

    /// The name. What a reader of the text format 0.0.4 wouldn't know is escaped when it is written.
    public let text: String

    /// Makes the name of an OTLP metric.
    ///
    /// Throws where otelcol leaves the metric out, because nothing of its name is left.
    ///
    /// - Parameter repeatsNamespace: Whether the namespace stands before names that begin with it as well.
    public init(
        _ name: String, unit: String, kind: Kind, namespace: String, repeatsNamespace: Bool = true,
        strategy: TranslationStrategy
    ) throws(MetricNameError) {
        let isRepeated = !repeatsNamespace && Self.name(name, begins: namespace)
        let namespace = isRepeated ? "" : namespace
        let translated =
            switch strategy {
            case .underscoreEscapingWithSuffixes:
                Self.withSuffixes(name, unit: unit, kind: kind, namespace: namespace)
            case .underscoreEscapingWithoutSuffixes:
                Self.withoutSuffixes(name, namespace: namespace)
            case .noUTF8EscapingWithSuffixes:
                Self.joined(namespace, Self.unescapedWithSuffixes(name, unit: unit, kind: kind))
            case .noTranslation: Self.joined(namespace, name)
            }
        guard !translated.isEmpty else { throw .empty(metric: name) }
        guard translated == name || !translated.hasOnlyUnderscores else {
            throw .onlyUnderscores(metric: name, result: translated)
        }
        text = translated
    }

    /// Whether a name has the namespace in front already, however the two are written.
    private static func name(_ name: String, begins namespace: String) -> Bool {
        let words = name.underscored(keeping: isKept)
        let prefix = namespace.underscored(keeping: isKept)
        return !prefix.isEmpty && (words == prefix || words.hasPrefix(prefix + "_"))
    }

    private static func joined(_ namespace: String, _ name: String) -> String {
        namespace.isEmpty ? name : namespace + "_" + name
    }

    /// Whether a name of the text format 0.0.4 can have the byte.
    private static func isKept(_ byte: UInt8) -> Bool {
        byte.isNameByte || byte == UInt8(ascii: "_")
    }

    private init(text: String) {
        self.text = text
    }

    /// The name of the metric that describes resources.
    public static let targetInfo = MetricName(text: "target_info")

    /// The name of the metric that describes resources, in a namespace.
    ///
    /// The namespace goes through the rule for labels here, in which it may fail: otelcol then leaves it out.
    public static func targetInfo(
        namespace: String, rule: LabelRule = .collapsing
    ) throws(LabelNameError) -> MetricName {
        guard !namespace.isEmpty else { return targetInfo }
        let prefix = try rule.translated(namespace)
        return MetricName(text: prefix + "_" + targetInfo.text)
    }

    /// Words joined by underscores: those of the name, then the unit's, then `total` or `ratio`.
    private static func withSuffixes(_ name: String, unit: String, kind: Kind, namespace: String) -> String {
        var words = name.parts(keeping: { $0.isNameByte })
        append(UnitSuffix(unit: unit), to: &words)
        if kind == .counter {
            words.removeAll { $0 == "total" }
            words.append("total")
        }
        if kind == .gauge, unit == "1" {
            words.removeAll { $0 == "ratio" }
            words.append("ratio")
        }
        if !namespace.isEmpty { words.insert(namespace, at: 0) }
        let joined = words.joined(separator: "_")
        return joined.beginsWithDigit ? "_" + joined : joined
    }

    /// Adds the words of the unit that the name doesn't have yet, wherever it has them.
    private static func append(_ unit: UnitSuffix, to words: inout [String]) {
        var main = words.contains(unit.main) ? "" : unit.main
        let per = words.contains(unit.per) ? "" : unit.per
        if !per.isEmpty, main.hasSuffix("_") { main.removeLast() }
        words += [main, per].filter { !$0.isEmpty }
    }

    /// The name as it is, then the unit's words, then `total` or `ratio`: each where the name doesn't end in it.
    private static func unescapedWithSuffixes(_ name: String, unit: String, kind: Kind) -> String {
        var ending: [String] = []
        var name = name
        func move(_ word: String) {
            guard !word.isEmpty else { return }
            if name.hasSuffix(word), name.utf8.count > word.utf8.count + 1 {
                // With the character before it, whatever that is.
                name.removeLast(word.count + 1)
            }
            ending.insert(word, at: 0)
        }
        switch kind {
        case .counter: move("total")
        case .gauge where unit == "1": move("ratio")
        case .gauge, .other: break
        }
        let unit = UnitSuffix(unit: unit, isEscaped: false)
        move(unit.per)
        if !unit.main.isEmpty, !name.hasSuffix(unit.main) { ending.insert(unit.main, at: 0) }
        return ([name] + ending).joined(separator: "_")
    }

    /// The name with its own underscores kept, and one for each run of anything else inside it.
    private static func withoutSuffixes(_ name: String, namespace: String) -> String {
        func cleaned(_ text: String) -> String {
            text.parts(keeping: isKept).joined(separator: "_")
        }
        let name = cleaned(name)
        guard namespace.isEmpty else { return cleaned(namespace) + "_" + name }
        return name.beginsWithDigit ? "_" + name : name
    }
}

/// Why a metric has no name on the Prometheus page.
public enum MetricNameError: Error, Equatable {
    /// Nothing of the name is left.
    case empty(metric: String)
    /// Nothing but underscores is left.
    case onlyUnderscores(metric: String, result: String)
}

extension MetricNameError: CustomStringConvertible {
    /// The error as a sentence.
    public var description: String {
        switch self {
        case .empty(let metric):
            "normalization for metric \"\(metric)\" resulted in empty name"
        case .onlyUnderscores(let metric, let result):
            "normalization for metric \"\(metric)\" resulted in invalid name \"\(result)\""
        }
    }
}
