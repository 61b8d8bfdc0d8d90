/// Spells a pattern as RE2 does where Go, for which users write them, knows a newer way: `(?<name>` is `(?P<name>`.
struct PatternSpelling {
    private var rest: Substring.UnicodeScalarView
    private var result = String.UnicodeScalarView()

    /// The pattern as RE2 spells it.
    static func ofRE2(_ pattern: String) -> String {
        var spelling = PatternSpelling(rest: pattern.unicodeScalars[...])
        spelling.takeAll()
        return String(spelling.result)
    }

    private mutating func takeAll() {
        while let scalar = take() {
            switch scalar {
            case "\\": takeEscape()
            case "[": takeClass()
            case "(" where startsName():
                result.append(contentsOf: "?P".unicodeScalars)
                rest.removeFirst()
            default: break
            }
        }
    }

    /// Whether a name follows an opening parenthesis; `(?<=` and `(?<!` are what neither Go nor RE2 has.
    private func startsName() -> Bool {
        guard rest.starts(with: "?<".unicodeScalars), let first = rest.dropFirst(2).first else { return false }
        return first != "=" && first != "!"
    }

    /// Takes what stands behind a backslash: a character, or all from `\Q` to `\E`.
    private mutating func takeEscape() {
        guard take() == "Q" else { return }
        while let scalar = take() {
            if scalar == "\\", rest.first == "E" { return }
        }
    }

    /// Takes a class of characters behind its opening bracket, up to the closing one, which isn't the first character.
    private mutating func takeClass() {
        if rest.first == "^" { take() }
        if rest.first == "]" { take() }
        while let scalar = take(), scalar != "]" {
            if scalar == "\\" {
                take()
            } else if scalar == "[" {
                takeClassName()
            }
        }
    }

    /// Takes what follows the opening bracket of a class within a class, `[:alpha:]`, if it is one.
    private mutating func takeClassName() {
        guard rest.first == ":" else { return }
        let name = rest.dropFirst().prefix { $0 != ":" && $0 != "]" }
        guard rest[name.endIndex...].starts(with: ":]".unicodeScalars) else { return }
        for _ in 0..<name.count + 3 { take() }
    }

    @discardableResult private mutating func take() -> Unicode.Scalar? {
        guard let scalar = rest.popFirst() else { return nil }
        result.append(scalar)
        return scalar
    }
}

extension Pattern {
    /// Compiles a pattern for a text as it stands.
    ///
    /// - Throws: ``PatternError``, if it is too large.
    public convenience init(literal text: String) throws(PatternError) {
        var pattern = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if "\\.+*?()|[]{}^$".unicodeScalars.contains(scalar) { pattern.append("\\") }
            pattern.append(scalar)
        }
        try self.init(String(pattern))
    }
}
