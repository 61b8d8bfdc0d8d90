/// Which of the values that several writers send of one gauge is shown.
public enum GaugeRule: Sendable {
    /// The newest.
    case last
    /// All of them, added up.
    case sum
    /// The greatest.
    case max
    /// The least.
    case min
}

/// Which rule holds for which gauge.
public struct GaugeRules: Sendable {
    private let standard: GaugeRule
    private let rules: [(match: Glob, take: GaugeRule)]

    /// Makes rules over the names of OTLP's metrics, of which the first that matches counts.
    public init(default standard: GaugeRule = .last, rules: [(match: Glob, take: GaugeRule)] = []) {
        self.standard = standard
        self.rules = rules
    }

    /// The rule for a metric.
    public func rule(for metric: String) -> GaugeRule {
        rules.first { $0.match.matches(metric) }?.take ?? standard
    }
}
