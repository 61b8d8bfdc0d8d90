import MetricCore
import Patterns

/// A pattern made of named ones: `%{INT:count:int} %{WORD}`.
struct GrokPattern: Sendable {
    private let pattern: Pattern
    /// What the groups of the pattern are for, by the names that they have there.
    private let fields: [String: Field]

    private struct Field: Sendable {
        let name: String
        let type: FieldType
    }

    private enum FieldType: Sendable {
        case string, int, double, bool
    }

    /// The most bytes that a pattern may have when all names are replaced.
    private static let lengthLimit = 65_536
    private static let depthLimit = 20

    /// Makes a pattern. Groups without a name of their own are kept, under the pattern's, unless `onlyNamed`.
    init(_ text: String, definitions: [String], onlyNamed: Bool) throws(EvaluationError) {
        var named = GrokLibrary.patterns
        for definition in definitions {
            let parts = definition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw .failed("\"\(definition)\" is no definition of a pattern, which looks like NAME=pattern")
            }
            named[String(parts[0])] = String(parts[1])
        }
        var expansion = Expansion(named: named, onlyNamed: onlyNamed)
        try expansion.append(text, depth: 0)
        pattern = try Pattern(compiling: expansion.text)
        fields = expansion.fields
    }

    /// What the groups hold; nothing if the text doesn't match.
    func fields(of text: String) throws(EvaluationError) -> [Attribute] {
        guard let match = pattern.firstMatch(in: text) else { return [] }
        var attributes: [Attribute] = []
        for (name, group) in zip(pattern.groupNames, match.groups) {
            guard let name, let group else { continue }
            let field = fields[name] ?? Field(name: name, type: .string)
            attributes.append(Attribute(key: field.name, value: try Self.value(of: String(group), field.type)))
        }
        return attributes.withUniqueKeys
    }

    private static func value(of text: String, _ type: FieldType) throws(EvaluationError) -> AttributeValue {
        let value = OTTLValue.string(text)
        return switch type {
        case .string: .string(text)
        case .int: .int(try value.asInt() ?? 0)
        case .double: .double(try value.asDouble() ?? 0)
        case .bool: .bool(try value.asBool() ?? false)
        }
    }

    /// The regular expression while names are replaced.
    private struct Expansion {
        let named: [String: String]
        let onlyNamed: Bool
        var text = ""
        var fields: [String: Field] = [:]

        mutating func append(_ pattern: String, depth: Int) throws(EvaluationError) {
            guard depth <= GrokPattern.depthLimit else {
                throw .failed("patterns in one another deeper than \(GrokPattern.depthLimit) levels")
            }
            var rest = pattern[...]
            while let character = rest.first {
                if character == "%", rest.dropFirst().first == "{", let end = rest.firstIndex(of: "}") {
                    try append(reference: rest[..<end].dropFirst(2), depth: depth)
                    rest = rest[end...].dropFirst()
                } else {
                    text.append(character)
                    rest.removeFirst()
                }
            }
            guard text.utf8.count <= GrokPattern.lengthLimit else {
                throw .failed("a pattern of more than \(GrokPattern.lengthLimit) bytes")
            }
        }

        /// Appends what `NAME:field:type` stands for.
        private mutating func append(reference: Substring, depth: Int) throws(EvaluationError) {
            let parts = reference.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
            guard let name = parts.first, parts.count <= 3, let pattern = named[name] else {
                throw .failed("there is no pattern %{\(reference)}")
            }
            guard parts.count > 1 || !onlyNamed else {
                text += "(?:"
                try append(pattern, depth: depth + 1)
                text += ")"
                return
            }
            // Names of fields may be more than groups can be called.
            let group = "windsock_\(fields.count)"
            fields[group] = Field(
                name: parts.count > 1 ? parts[1] : name, type: try type(parts.count > 2 ? parts[2] : ""))
            text += "(?P<\(group)>"
            try append(pattern, depth: depth + 1)
            text += ")"
        }

        private func type(_ name: String) throws(EvaluationError) -> FieldType {
            switch name {
            case "", "string": .string
            case "int", "long": .int
            case "double", "float": .double
            case "bool", "boolean": .bool
            default: throw .failed("unknown type \(name) of a field, which can be string, int, double or bool")
            }
        }
    }
}

/// The patterns that have names without being defined: the common ones of logstash, as far as RE2 knows what they need.
enum GrokLibrary {
    static let patterns: [String: String] = [
        "USERNAME": "[a-zA-Z0-9._-]+", "USER": "%{USERNAME}",
        "EMAILLOCALPART": "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+", "EMAILADDRESS": "%{EMAILLOCALPART}@%{HOSTNAME}",
        "INT": "[+-]?[0-9]+", "BASE10NUM": "[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)",
        // otelcol gives the inner one a name too.
        "NUMBER": "%{BASE10NUM:BASE10NUM}", "BASE16NUM": "[+-]?(?:0x)?[0-9A-Fa-f]+",
        "POSINT": "\\b[1-9][0-9]*\\b", "NONNEGINT": "\\b[0-9]+\\b",
        "WORD": "\\b\\w+\\b", "NOTSPACE": "\\S+", "SPACE": "\\s*", "DATA": ".*?", "GREEDYDATA": ".*",
        "QUOTEDSTRING": #""(?:\\.|[^\\"])*"|'(?:\\.|[^\\'])*'"#,
        "UUID": "[A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12}",
        "MAC": "(?:[A-Fa-f0-9]{2}[:-]){5}[A-Fa-f0-9]{2}",
        "IPV4": "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})",
        "IPV6": "(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|%{IPV4})?", "IP": "%{IPV6}|%{IPV4}",
        "HOSTNAME": "\\b[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*\\.?",
        "IPORHOST": "%{IP}|%{HOSTNAME}", "HOSTPORT": "%{IPORHOST}:%{POSINT}",
        "UNIXPATH": "(?:/[\\w_%!$@:.,+~-]*)+", "PATH": "%{UNIXPATH}",
        "URIPROTO": "[A-Za-z][A-Za-z0-9+.-]+", "URIHOST": "%{IPORHOST}(?::%{POSINT})?",
        "URIPATH": "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_-]*)+",
        "URIPARAM": "\\?[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\\[\\]<>-]*", "URIPATHPARAM": "%{URIPATH}(?:%{URIPARAM})?",
        "URI": "%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?",
        "MONTH": "\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\b",
        "MONTHNUM": "0?[1-9]|1[0-2]", "MONTHDAY": "0[1-9]|[12][0-9]|3[01]|[1-9]",
        "DAY": "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*", "YEAR": "[0-9]{4}|[0-9]{2}",
        "HOUR": "2[0-3]|[01]?[0-9]", "MINUTE": "[0-5][0-9]", "SECOND": "(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?",
        "TIME": "%{HOUR}:%{MINUTE}(?::%{SECOND})?", "ISO8601_TIMEZONE": "Z|[+-]%{HOUR}(?::?%{MINUTE})?",
        "TIMESTAMP_ISO8601":
            "%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?(?:%{ISO8601_TIMEZONE})?",
        "HTTPDATE": "%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}",
        "LOGLEVEL":
            "(?i:trace|debug|notice|info(?:rmation)?|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe|emerg)",
    ]
}
