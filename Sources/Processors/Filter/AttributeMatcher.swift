internal import Configuration
internal import MetricCore
internal import Patterns

/// Tells whether there is an attribute, and whether it has a value.
struct AttributeMatcher: Sendable {
    private enum Value: Sendable {
        case any
        case equal(AttributeValue)
        case matching(Pattern)
    }

    /// The key of the attribute.
    let key: String
    private let value: Value

    /// Reads a matcher; with `areValuesPatterns` its value is a regular expression.
    init(_ section: ConfigSection, areValuesPatterns: Bool) {
        key = section.nonEmptyString("key")
        if areValuesPatterns {
            value = section.optional("value", as: Pattern.init).map { .matching($0) } ?? .any
        } else {
            value = section.attributeValue("value").map { .equal($0) } ?? .any
        }
    }

    /// Whether a value is asked for.
    var asksForValue: Bool {
        if case .any = value { false } else { true }
    }

    /// Whether the attributes have what is asked for. Values are equal if their types are too; patterns are for texts,
    /// numbers, and true and false.
    func matches(_ attributes: [Attribute]) -> Bool {
        guard let found = attributes.value(of: key) else { return false }
        switch (value, found) {
        case (.any, _): return true
        case (.equal(let value), _): return found == value
        case (.matching(let pattern), .string), (.matching(let pattern), .int), (.matching(let pattern), .double),
            (.matching(let pattern), .bool):
            return pattern.matches(found.text)
        case (.matching, _): return false
        }
    }
}
