import MetricCore
import Patterns

extension Editor {
    /// What changes texts, alone or in maps.
    static let texts: [Editor] = [
        Editor(
            "replace_match", variadic: .target(), .glob("pattern"), .string("replacement"),
            .optional(.function("function")), .optional(.string("replacement_format"))
        ) { target, glob, replacement, function, format throws(EvaluationError) in
            guard case .string(let text) = target, glob.matches(text) else { return nil }
            return .string(try Replacing(function, format).apply(to: replacement))
        },
        Editor(
            "replace_all_matches", variadic: .mapTarget(), .glob("pattern"), .string("replacement"),
            .optional(.function("function")), .optional(.string("replacement_format"))
        ) { map, glob, replacement, function, format throws(EvaluationError) in
            let replacing = Replacing(function, format)
            return .map(
                try map.mapTexts { text throws(EvaluationError) in
                    glob.matches(text) ? try replacing.apply(to: replacement) : text
                })
        },
        Editor(
            "replace_pattern", variadic: .target(), .pattern("regex_pattern"), .string("replacement"),
            .optional(.function("function")), .optional(.string("replacement_format"))
        ) { target, pattern, replacement, function, format throws(EvaluationError) in
            guard case .string(let text) = target else { return nil }
            return try Replacing(function, format).replace(pattern, in: text, with: replacement).map { .string($0) }
        },
        Editor(
            "replace_all_patterns", variadic: .mapTarget(), .mapPart("mode"), .pattern("regex_pattern"),
            .string("replacement"), .optional(.function("function")),
            .optional(.string("replacement_format"))
        ) { map, part, pattern, replacement, function, format throws(EvaluationError) in
            let replacing = Replacing(function, format)
            func replaced(_ text: String) throws(EvaluationError) -> String {
                try replacing.replace(pattern, in: text, with: replacement) ?? text
            }
            switch part {
            case .value: return .map(try map.mapTexts(replaced))
            case .key:
                return .map(
                    try map.map { attribute throws(EvaluationError) in
                        Attribute(key: try replaced(attribute.key), value: attribute.value)
                    }.withUniqueKeys)
            }
        },
        Editor(
            "truncate_all",
            [
                Parameter.mapTarget().description, Parameter.literalInt("limit").description,
                Parameter.optional(.literalBool("utf8_safe")).description,
                Parameter.optional(.literalString("truncation_marker")).description,
            ]
        ) { arguments throws(EvaluationError) in
            let target = try Parameter.mapTarget().bind(arguments[0])
            let limit = try Parameter.literalInt("limit").bind(arguments[1])
            let isUTF8Safe = try Parameter.optional(.literalBool("utf8_safe")).bind(arguments[2])
            let marker = try Parameter.optional(.literalString("truncation_marker")).bind(arguments[3])
            if case .known(let limit) = limit { try checkLimit(limit, marker) }
            return .variadic { values throws(EvaluationError) in
                let truncation = Truncation(
                    limit: Int(clamping: try limit(.null)), isUTF8Safe: try isUTF8Safe(.null) ?? true,
                    marker: try marker(.null) ?? "")
                return .map(try target(values[0]).mapTexts { truncation.apply(to: $0) })
            }
        },
        Editor("stringify_all", .mapTarget()) { map in
            .map(map.map { Attribute(key: $0.key, value: .string($0.value.text)) })
        },
    ]
}

private func checkLimit(_ limit: Int64, _ marker: BoundParameter<String?>) throws(EvaluationError) {
    guard limit >= 0 else { throw .failed("a limit must not be negative: \(limit)") }
    guard case .known(let marker?) = marker, marker.utf8.count > limit else { return }
    throw .failed("the truncation marker is longer than the limit \(limit)")
}

/// What stands in the place of a match: a text, put through a function and a format.
private struct Replacing {
    private let function: Converter?
    private let format: String?

    init(_ function: Converter?, _ format: String?) {
        self.function = function
        self.format = format
    }

    func apply(to replacement: String) throws(EvaluationError) -> String {
        guard let function else { return replacement }
        let known =
            [KnownArgument(value: .string(replacement), isLiteral: true)]
            + function.parameters.dropFirst().map { _ in .leftOut }
        guard case .string(let text) = try function.bind(known)(known.map(\.value)) else {
            throw .failed("\(function.name) gives no text")
        }
        guard let format else { return text }
        guard format.hasStringDirectivesOnly else {
            throw .failed("the format of a replacement must have a single %s and no other directives")
        }
        return GoFormat.text(format, [.string(text)])
    }

    /// The text with all matches replaced; nil if there is none.
    func replace(
        _ pattern: Pattern, in text: String, with replacement: String
    ) throws(EvaluationError) -> String? {
        let matches = pattern.allMatches(in: text)
        guard !matches.isEmpty else { return nil }
        let template = ReplacementTemplate(replacement, for: pattern)
        var result = ""
        var end = text.startIndex
        for match in matches {
            result += text[end..<match.whole.startIndex]
            result += try apply(to: template.expanded(with: match))
            end = match.whole.endIndex
            _ = try result.withinLimit()
        }
        return try (result + text[end...]).withinLimit()
    }
}

/// Texts cut to so many bytes.
private struct Truncation {
    let limit: Int
    let isUTF8Safe: Bool
    let marker: String

    func apply(to text: String) -> String {
        guard text.utf8.count > limit else { return text }
        let bytes = Array(text.utf8)
        var end = max(0, limit - marker.utf8.count)
        if isUTF8Safe { end = bytes.characterBoundary(before: end) }
        return String(decoding: bytes[..<end], as: UTF8.self) + marker
    }
}

extension [Attribute] {
    /// The map, each text among its values replaced by what `transform` makes of it.
    fileprivate func mapTexts(
        _ transform: (String) throws(EvaluationError) -> String
    ) throws(EvaluationError) -> [Attribute] {
        try map { attribute throws(EvaluationError) in
            guard case .string(let text) = attribute.value else { return attribute }
            return Attribute(key: attribute.key, value: .string(try transform(text)))
        }
    }
}

/// Which part of a map's items is meant.
private enum MapPart: String, Sendable {
    case key, value
}

extension Parameter where Value == MapPart {
    fileprivate static func mapPart(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let part = MapPart(rawValue: text) else {
                throw .failed("unknown mode \(text), which can be key or value")
            }
            return part
        }
    }
}

extension Parameter where Value == GlobPattern {
    fileprivate static func glob(_ name: String) -> Self {
        Parameter<String>.string(name).map { text throws(EvaluationError) in try GlobPattern(text) }
    }
}

extension String {
    /// Whether the text, as a format, has `%s` in it and nothing else; otelcol takes several of them too.
    fileprivate var hasStringDirectivesOnly: Bool {
        let directives = replacingDoublePercent.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
        return !directives.isEmpty && directives.allSatisfy { $0.first == "s" }
    }

    /// The text without pairs of percent signs.
    private var replacingDoublePercent: String {
        var result = ""
        var rest = self[...]
        while let character = rest.popFirst() {
            if character == "%", rest.first == "%" { rest.removeFirst() } else { result.append(character) }
        }
        return result
    }
}
