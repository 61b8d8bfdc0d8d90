internal import Configuration
internal import MetricCore
internal import Patterns

/// Chooses metrics by name and type.
struct MetricSelection: Sendable {
    /// How names are compared.
    private enum Names: Sendable {
        case any
        case strict(Set<String>)
        case patterns([Pattern])
    }

    private enum MatchType {
        case strict, regexp
    }

    private let names: Names
    private let types: Set<MetricType>

    private static let typeNames: KeyValuePairs<String, MetricType> = [
        "exponentialhistogram": .exponentialHistogram, "histogram": .histogram, "sum": .sum,
    ]

    /// Reads the section `include` or `exclude`.
    init(_ section: ConfigSection) {
        let matchType = section.choice(
            "match_type", default: nil as MatchType?, named: ["strict": .strict, "regexp": .regexp])
        let metrics = section.stringList("metrics", default: [])
        types = Set(section.stringList("metric_types", default: []).compactMap { Self.type($0, section) })
        if !metrics.isEmpty && !section.isWritten("match_type") {
            section.fail(at: "metrics", "match_type must be set if metrics are supplied: strict or regexp")
        }
        if metrics.isEmpty && matchType != nil {
            section.fail(at: "match_type", "metrics must be supplied if match_type is set")
        }
        names =
            switch matchType {
            case _ where metrics.isEmpty: .any
            case .regexp: .patterns(metrics.compactMap { section.pattern($0, of: "metrics") })
            case .strict, nil: .strict(Set(metrics))
            }
    }

    private static func type(_ name: String, _ section: ConfigSection) -> MetricType? {
        if let match = typeNames.first(where: { $0.key == name.lowercased() }) { return match.value }
        section.fail(
            at: "metric_types",
            "found invalid metric type: \(name); valid values are \(typeNames.map(\.key).joined(separator: ", "))")
        return nil
    }

    /// Whether nothing is asked for.
    var isEmpty: Bool {
        if case .any = names { types.isEmpty } else { false }
    }

    /// Whether a metric has what is asked for.
    func matches(_ metric: MetricDescription) -> Bool {
        guard types.isEmpty || types.contains(metric.shape.type) else { return false }
        return switch names {
        case .any: true
        case .strict(let names): names.contains(metric.name)
        case .patterns(let patterns): patterns.contains { $0.matches(metric.name) }
        }
    }
}

extension ConfigSection {
    /// Compiles a regular expression that was written for `key`; nil, and a fault, if it is none.
    func pattern(_ text: String, of key: String) -> Pattern? {
        do {
            return try Pattern(text)
        } catch {
            fail(at: key, "\(text) is no regular expression: \(error.message)")
            return nil
        }
    }
}
