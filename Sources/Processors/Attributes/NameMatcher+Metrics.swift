internal import Configuration

extension NameMatcher {
    private enum MatchType {
        case strict, regexp, expression
    }

    /// Reads `include` or `exclude` of the processor `attributes`; nil if it chooses nothing among metrics.
    static func metrics(_ key: String, in section: ConfigSection) -> NameMatcher? {
        section.sectionIfWritten(key, metrics(_:)) ?? nil
    }

    private static func metrics(_ section: ConfigSection) -> NameMatcher? {
        for key in [
            "services", "span_names", "span_kinds", "log_bodies", "log_severity_texts", "log_severity_number",
            "attributes", "libraries",
        ] {
            section.refuse(key, because: "is about traces and logs; metrics are chosen by 'metric_names'")
        }
        section.readPatternCache()
        let type = section.choice(
            "match_type", named: ["strict": MatchType.strict, "regexp": .regexp, "expr": .expression])
        let names = NameMatcher("metric_names", ofPatterns: type == .regexp, in: section)
        let resources = section.sections("resources") { ($0.nonEmptyString("key"), $0.any("value")) }
        if !resources.isEmpty { section.warn(at: "resources", "chooses nothing among metrics, as in otelcol") }
        if names.isEmpty && resources.isEmpty && type != nil {
            section.fail("one of 'metric_names' and 'resources' is required")
        }
        if type == .expression { section.warn(at: "match_type", "'expr' chooses nothing among metrics, as in otelcol") }
        return names.isEmpty || type == .expression ? nil : names
    }
}
