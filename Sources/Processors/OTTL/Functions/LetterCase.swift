/// Ways to write the words of a name.
enum LetterCase: String, Sendable {
    case lower, upper, snake, camel

    /// The text in this way.
    func apply(to text: String) -> String {
        switch self {
        case .lower: text.mapScalars { $0.properties.lowercaseMapping }
        case .upper: text.mapScalars { $0.properties.uppercaseMapping }
        case .snake: Self.words(of: text).map { Self.lower.apply(to: $0) }.joined(separator: "_")
        case .camel: Self.capitalized(text)
        }
    }

    /// The words: parts between separators, and, inside one, from a small letter to a capital, from a letter to a digit
    /// or back, and before the last of several capitals that a small letter follows.
    private static func words(of text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if isSeparator(scalar) {
                words.append(String(word))
                word = String.UnicodeScalarView()
                continue
            }
            if let last = word.last,
                begins(scalar, after: last, before: index + 1 < scalars.count ? scalars[index + 1] : nil)
            {
                words.append(String(word))
                word = String.UnicodeScalarView()
            }
            word.append(scalar)
        }
        words.append(String(word))
        return words.filter { !$0.isEmpty }
    }

    private static func begins(_ scalar: Unicode.Scalar, after last: Unicode.Scalar, before next: Unicode.Scalar?)
        -> Bool
    {
        if isDigit(scalar) != isDigit(last) { return true }
        guard scalar.properties.isUppercase else { return false }
        return !last.properties.isUppercase || next?.properties.isLowercase == true
    }

    /// The text without separators, the letters behind them and the first one as capitals.
    private static func capitalized(_ text: String) -> String {
        var result = ""
        var beginsWord = true
        for scalar in text.unicodeScalars {
            guard !isSeparator(scalar) else {
                beginsWord = true
                continue
            }
            result += beginsWord ? scalar.properties.uppercaseMapping : String(scalar)
            beginsWord = isDigit(scalar)
        }
        return result
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { "_-. ".unicodeScalars.contains(scalar) }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension String {
    /// The text, each character replaced by what `mapping` makes of it; those that become several stay as they are, as
    /// in Go.
    fileprivate func mapScalars(_ mapping: (Unicode.Scalar) -> String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            let mapped = mapping(scalar).unicodeScalars
            scalars.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
        }
        return String(scalars)
    }
}

extension Parameter where Value == LetterCase {
    static func letterCase(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let letterCase = LetterCase(rawValue: text) else {
                throw .failed("unknown case \(text), which can be lower, upper, snake or camel")
            }
            return letterCase
        }
    }
}
