public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of `airflow`.
public struct AirflowSettings: ProcessorSettings {
    enum LegacyNamesChoice: Equatable, Sendable {
        case drop, keep, rewrite
    }

    let legacyNames: LegacyNamesChoice
    let normalisesKeys: Bool
    /// Nil leaves timers as they are.
    let timers: TimerUnit?
    let unitOfOtherTimers: TimerUnit?

    /// Reads the section.
    public init(_ section: ConfigSection) {
        legacyNames = section.choice(
            "legacy_names", default: .drop, named: ["drop": .drop, "keep": .keep, "rewrite": .rewrite])
        normalisesKeys = section.bool("normalise_keys", default: true)
        timers = section.timerUnit("timers")
        unitOfOtherTimers = section.timerUnit("timers_without_unit")
        if unitOfOtherTimers != nil, timers == nil {
            section.fail(at: "timers_without_unit", "has no meaning without timers, which says what they become")
        }
    }

    /// Makes the processor: all steps but two look at identity alone.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        var steps: [ProcessorStep] = [.series(PrefixNormalisation(), "makes one prefix of airflow.airflow.")]
        switch legacyNames {
        case .keep: break
        case .drop:
            steps.append(
                .series(
                    LegacyNameRemoval(),
                    "drops names with ids in them where Airflow sends the modern name as well",
                    "makes a modern name with attributes of the others"))
        case .rewrite:
            steps.append(
                .metrics(
                    LegacyNameRewriting(),
                    "makes a modern name with attributes of those with ids in them, or drops them:",
                    "it depends on whether the modern name is in the same request"))
        }
        if normalisesKeys {
            steps.append(.series(KeyNormalisation(), "gives attributes one name for all versions of Airflow"))
        }
        if let timers {
            steps.append(
                .metrics(
                    TimerConversion(to: timers, from: unitOfOtherTimers),
                    "brings timers to \(timers == .seconds ? "seconds" : "milliseconds"): it changes values"))
        }
        return steps
    }
}

extension ConfigSection {
    fileprivate func timerUnit(_ key: String) -> TimerUnit? {
        choice(
            key, default: nil, named: ["seconds": TimerUnit?.some(.seconds), "milliseconds": .some(.milliseconds)])
    }
}
