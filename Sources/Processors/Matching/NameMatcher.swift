internal import Configuration
internal import MetricCore
internal import Patterns

/// Tells which names are meant: those that are listed, or those in which a regular expression of the list matches.
enum NameMatcher: Sendable {
    case names(Set<ExactText>)
    case patterns([Pattern])

    /// Reads the list of texts behind `key`.
    init(_ key: String, ofPatterns: Bool, in section: ConfigSection) {
        self =
            ofPatterns
            ? .patterns(section.list(key, of: Pattern.init))
            : .names(Set(section.stringList(key, default: []).map(ExactText.init)))
    }

    /// Whether nothing is listed.
    var isEmpty: Bool {
        switch self {
        case .names(let names): names.isEmpty
        case .patterns(let patterns): patterns.isEmpty
        }
    }

    /// Whether a name is meant.
    func matches(_ name: String) -> Bool {
        switch self {
        case .names(let names): names.contains(ExactText(name))
        case .patterns(let patterns): patterns.contains { $0.matches(name) }
        }
    }
}

extension ConfigSection {
    /// Reads how much otelcol should remember of what regular expressions matched. RE2 needs no help there.
    func readPatternCache() {
        section("regexp") { section in
            _ = section.bool("cacheenabled", default: false)
            _ = section.int("cachemaxnumentries", default: 0, in: 0...)
        }
    }
}
