import MetricCore
import Patterns

extension Converter {
    /// Regular expressions.
    static let patterns: [Converter] = [
        Converter("IsMatch", .stringLike("target"), .pattern("pattern")) { target, pattern in
            .bool(target.map(pattern.matches) ?? false)
        },
        Converter("ExtractPatterns", .string("target"), .pattern("pattern")) {
            target, pattern throws(EvaluationError) in
            guard pattern.groupNames.contains(where: { $0 != nil }) else {
                throw .failed("at least 1 named capture group must be supplied in the regular expression")
            }
            guard let match = pattern.firstMatch(in: target) else { return .map([]) }
            let groups = zip(pattern.groupNames, match.groups).compactMap { name, group in
                name.map { Attribute(key: $0, value: .string(group.map { String($0) } ?? "")) }
            }
            return .map(groups)
        },
        Converter(
            "ExtractGrokPatterns",
            [
                Parameter.string("target").description, Parameter.string("pattern").description,
                Parameter.optional(.literalBool("named_captures_only")).description,
                Parameter.optional(.literalStrings("pattern_definitions")).description,
            ]
        ) { arguments throws(EvaluationError) in
            let target = try Parameter.string("target").bind(arguments[0])
            let onlyNamed = try Parameter.optional(.literalBool("named_captures_only")).bind(arguments[2])
            let definitions = try Parameter.optional(.literalStrings("pattern_definitions")).bind(arguments[3])
            let grok = Parameter<String>.string("pattern").map { text throws(EvaluationError) in
                try GrokPattern(
                    text, definitions: try definitions(.null) ?? [], onlyNamed: try onlyNamed(.null) ?? false)
            }
            // The pattern is made of the definitions, so it is known when they are.
            let areDefinitionsKnown = arguments[2] != nil && arguments[3] != nil
            let pattern = try grok.bind(areDefinitionsKnown ? arguments[1] : nil)
            return .variadic { values throws(EvaluationError) in
                .map(try pattern(values[1]).fields(of: try target(values[0])))
            }
        },
    ]
}

extension Parameter where Value == Pattern {
    /// A regular expression, compiled once where it is known.
    static func pattern(_ name: String) -> Self {
        Parameter<String>.string(name).map { text throws(EvaluationError) in try Pattern(compiling: text) }
    }
}

extension Pattern {
    /// The pattern of a text in a statement.
    convenience init(compiling text: String) throws(EvaluationError) {
        do throws(PatternError) {
            try self.init(text)
        } catch {
            throw .badPattern(text, reason: error.message)
        }
    }
}
