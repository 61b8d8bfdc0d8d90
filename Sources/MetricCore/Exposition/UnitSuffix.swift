/// The words that a metric's unit adds to its Prometheus name: `By/s` adds `bytes` and `per_second`.
struct UnitSuffix: Equatable {
    /// The word of the unit itself, or empty if it adds none.
    let main: String
    /// The word of what the unit is divided by, with its `per_`, or empty if there is none.
    let per: String

    /// Makes the words of a unit written in UCUM, as OpenTelemetry does.
    ///
    /// A part in braces is a comment and adds nothing; an unknown unit is its own word.
    ///
    /// - Parameter isEscaped: Whether characters that a name of the text format 0.0.4 can't have become underscores.
    init(unit: String, isEscaped: Bool = true) {
        func cleaned(_ word: String) -> String { isEscaped ? Self.cleaned(word) : word }
        let parts = unit.unicodeScalars.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let main = Self.part(parts[0])
        self.main = cleaned(Self.mainWords[main] ?? main)
        let per = parts.count > 1 ? Self.part(parts[1]) : ""
        self.per = per.isEmpty ? "" : cleaned("per_" + (Self.perWords[per] ?? per))
    }

    /// Both words as they stand at a name's end.
    var text: String { [main, per].filter { !$0.isEmpty }.joined(separator: "_") }

    /// A part without the blanks around it, or nothing if it holds a comment.
    private static func part(_ text: Substring.UnicodeScalarView) -> String {
        guard !text.contains(where: { $0 == "{" || $0 == "}" }) else { return "" }
        guard let first = text.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = text.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    /// A word with each run of characters that a name can't have as one underscore, and none in front.
    private static func cleaned(_ word: String) -> String {
        var name = word.underscored(keeping: { $0.isNameByte })
        if name.hasPrefix("_") { name.removeFirst() }
        return name
    }

    private static let mainWords = [
        "d": "days", "h": "hours", "min": "minutes", "s": "seconds", "ms": "milliseconds", "us": "microseconds",
        "ns": "nanoseconds",
        "By": "bytes", "KiBy": "kibibytes", "MiBy": "mebibytes", "GiBy": "gibibytes", "TiBy": "tibibytes",
        "KBy": "kilobytes", "MBy": "megabytes", "GBy": "gigabytes", "TBy": "terabytes",
        "m": "meters", "V": "volts", "A": "amperes", "J": "joules", "W": "watts", "g": "grams",
        "Cel": "celsius", "Hz": "hertz", "1": "", "%": "percent",
    ]

    private static let perWords = [
        "s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year",
    ]
}
