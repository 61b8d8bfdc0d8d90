/// How OTLP names become Prometheus names; the raw values are those of `translation_strategy` in the configuration.
public enum TranslationStrategy: String, CaseIterable, Sendable {
    /// Characters that Prometheus didn't always allow become underscores; unit and `_total` are added.
    case underscoreEscapingWithSuffixes = "UnderscoreEscapingWithSuffixes"
    /// Characters that Prometheus didn't always allow become underscores; nothing is added.
    case underscoreEscapingWithoutSuffixes = "UnderscoreEscapingWithoutSuffixes"
}
