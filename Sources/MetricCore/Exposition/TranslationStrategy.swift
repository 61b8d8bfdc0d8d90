/// How OTLP names become Prometheus names; the raw values are those of `translation_strategy` in the configuration.
public enum TranslationStrategy: String, CaseIterable, Sendable {
    /// Characters that Prometheus didn't always allow become underscores; unit and `_total` are added.
    case underscoreEscapingWithSuffixes = "UnderscoreEscapingWithSuffixes"
    /// Characters that Prometheus didn't always allow become underscores; nothing is added.
    case underscoreEscapingWithoutSuffixes = "UnderscoreEscapingWithoutSuffixes"
    /// Characters stay; unit and `_total` are added.
    case noUTF8EscapingWithSuffixes = "NoUTF8EscapingWithSuffixes"
    /// Names stay as they are.
    case noTranslation = "NoTranslation"

    /// Whether characters stay. A scraper that doesn't know such names is shown them escaped nevertheless.
    var keepsCharacters: Bool {
        switch self {
        case .underscoreEscapingWithSuffixes, .underscoreEscapingWithoutSuffixes: false
        case .noUTF8EscapingWithSuffixes, .noTranslation: true
        }
    }
}
