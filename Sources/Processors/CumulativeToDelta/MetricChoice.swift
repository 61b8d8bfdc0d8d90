internal import Configuration
internal import MetricCore

/// Chooses metrics by name and type.
struct MetricChoice: Sendable {
    private enum MatchType {
        case strict, regexp
    }

    private let names: NameMatcher
    private let types: Set<MetricType>

    /// Reads the section `include` or `exclude`.
    init(_ section: ConfigSection) {
        let matchType = section.choice(
            "match_type", default: nil as MatchType?, named: ["strict": .strict, "regexp": .regexp])
        names = NameMatcher("metrics", ofPatterns: matchType == .regexp, in: section)
        types = Set(section.list("metric_types", of: MetricType.init(named:)))
        section.readPatternCache()
        if !names.isEmpty && !section.isWritten("match_type") {
            section.fail(at: "metrics", "match_type must be set if metrics are supplied: strict or regexp")
        }
        if matchType != nil && !section.isWritten("metrics") {
            section.fail(at: "match_type", "metrics must be supplied if match_type is set")
        }
    }

    /// Whether nothing is asked for.
    var isEmpty: Bool { names.isEmpty && types.isEmpty }

    /// Whether a metric has what is asked for.
    func matches(_ metric: MetricDescription) -> Bool {
        (names.isEmpty || names.matches(metric.name)) && (types.isEmpty || types.contains(metric.shape.type))
    }
}

extension MetricType {
    private static let convertible: KeyValuePairs<String, MetricType> = [
        "exponentialhistogram": .exponentialHistogram, "histogram": .histogram, "sum": .sum,
    ]

    /// Why a name is none of a type that can be converted.
    fileprivate struct UnknownName: Error, CustomStringConvertible {
        var description: String {
            "found invalid metric type; valid are \(convertible.map(\.key).joined(separator: ", "))"
        }
    }

    /// The type of a name, in letters of any case.
    fileprivate init(named name: String) throws(UnknownName) {
        guard let match = Self.convertible.first(where: { $0.key == name.lowercased() }) else { throw UnknownName() }
        self = match.value
    }
}
