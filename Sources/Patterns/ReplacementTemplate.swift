/// What stands in the place of a match, in Go's syntax: `$1` and `${name}` are what groups hold, `$$` is a dollar sign.
///
/// A name is as long as it can be, so `$1x` is the group named `1x`; what names no group, or one that took no part, is
/// empty. A dollar sign that begins no name stands for itself.
public struct ReplacementTemplate: Equatable, Sendable {
    private enum Part: Equatable {
        case text(String)
        case group(Int)
    }

    private let parts: [Part]

    /// Makes a template for the matches of a pattern; every text is one.
    public init(_ text: String, for pattern: Pattern) {
        var parts: [Part] = []
        var literal = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "$", let name = Self.popName(&rest) {
                parts.append(.text(String(literal)))
                literal = String.UnicodeScalarView()
                if let group = Self.group(name, of: pattern) { parts.append(.group(group)) }
            } else {
                literal.append(scalar)
                // The second of two dollar signs.
                if scalar == "$", rest.first == "$" { rest.removeFirst() }
            }
        }
        parts.append(.text(String(literal)))
        self.parts = parts.filter { $0 != .text("") }
    }

    /// What the template makes of a match.
    public func expanded(with match: PatternMatch) -> String {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .group(let group): result += match.groups[group] ?? ""
            }
        }
        return result
    }

    /// Takes a name behind a dollar sign, with its braces if it has them; takes nothing if there is none.
    private static func popName(_ rest: inout Substring.UnicodeScalarView) -> String? {
        let isInBraces = rest.first == "{"
        let name = (isInBraces ? rest.dropFirst() : rest).prefix(while: isPartOfName)
        var behind = rest[name.endIndex...]
        if name.isEmpty || (isInBraces && behind.popFirst() != "}") { return nil }
        rest = behind
        return String(name)
    }

    private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: scalar == "_"
        }
    }

    /// The group that a name names; a number without needless zeros is one by itself.
    private static func group(_ name: String, of pattern: Pattern) -> Int? {
        if let number = Int(name), String(number) == name { return number <= pattern.groupCount ? number : nil }
        return pattern.groupNames.firstIndex(of: name)
    }
}

extension Pattern {
    /// The text with each match replaced by what the template, made for this pattern, makes of it.
    public func replacingMatches(in text: String, with template: ReplacementTemplate) -> String {
        var result = ""
        var end = text.startIndex
        for match in allMatches(in: text) {
            result += text[end..<match.whole.startIndex] + template.expanded(with: match)
            end = match.whole.endIndex
        }
        return result + text[end...]
    }
}
