internal import Configuration
internal import MetricCore

/// What `include` or `exclude` of the processor `filter` asks for, in the form from before OTTL.
struct LegacyMatch: Sendable {
    /// What is asked of a metric.
    enum Condition: Sendable {
        case name(NameMatcher)
        /// One of its points must fulfil one of these.
        case expressions([MetricExpression])
    }

    private enum MatchType {
        case strict, regexp, expression
    }

    /// What is asked of a metric, if anything is.
    let condition: Condition?
    /// What is asked of its resource: all of these.
    let resource: [AttributeMatcher]

    /// Reads the section.
    init(_ section: ConfigSection) {
        section.readPatternCache()
        let type: MatchType? = section.choice(
            "match_type", default: nil, named: ["strict": .strict, "regexp": .regexp, "expr": .expression])
        let names = NameMatcher("metric_names", ofPatterns: type == .regexp, in: section)
        let expressions = section.list("expressions", of: MetricExpression.init)
        let resource = section.sections("resource_attributes") {
            AttributeMatcher($0, areValuesPatterns: type == .regexp)
        }
        self.resource = resource
        let isTypeNeeded = !names.isEmpty || resource.contains(where: \.asksForValue)
        switch type {
        case .strict, .regexp:
            condition = names.isEmpty ? nil : .name(names)
            if !expressions.isEmpty { section.warn(at: "expressions", "count only with 'match_type: expr'") }
        case .expression:
            condition = expressions.isEmpty ? nil : .expressions(expressions)
            if isTypeNeeded { section.fail(at: "match_type", "names and values are compared by 'strict' or 'regexp'") }
        case nil:
            condition = nil
            if isTypeNeeded, section.any("match_type") == nil {
                section.fail(at: "match_type", "is required: 'strict', 'regexp' or 'expr'")
            }
        }
    }

    /// Whether a metric fulfils what is asked of it; nil if nothing is.
    func isFulfilled(by metric: MetricDescription, points: some Sequence<[Attribute]>) -> Bool? {
        switch condition {
        case .name(let names): names.matches(metric.name)
        case .expressions(let expressions):
            points.contains { attributes in
                let subject = ExpressionSubject(metric: metric, attributes: attributes)
                return expressions.contains { $0.matches(subject) }
            }
        case nil: nil
        }
    }

    /// Whether a resource has what is asked of it; nil if nothing is.
    func isFulfilled(byResource attributes: [Attribute]) -> Bool? {
        resource.isEmpty ? nil : resource.allSatisfy { $0.matches(attributes) }
    }
}
