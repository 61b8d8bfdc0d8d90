public import Configuration
public import Pipeline

/// The settings of the processor `filter`.
public struct FilterSettings: ProcessorSettings {
    let legacy: LegacyFilter?
    private let groups: [ConditionGroup]
    private let resourceKeys: ResourceKeys

    /// Reads the section, with otelcol's keys. Conditions for other signals are checked, for the day these flow.
    public init(_ section: ConfigSection) {
        let notes = ResourceKeyNotes()
        let reader = StatementReader(section: section, notes: notes)
        let conditions = FilterReader(reader: reader, defaultErrorMode: ErrorMode.read(section) ?? .ignore)
        var groups: [ConditionGroup] = []
        var legacy: LegacyFilter?
        _ = section.sectionIfWritten("metrics") { section in
            groups = conditions.groups(ofMetrics: section)
            legacy = LegacyFilter(section)
            if !groups.isEmpty, section.isWritten("include") || section.isWritten("exclude") {
                section.fail("include and exclude can't be written beside resource, metric or datapoint")
            }
        }
        groups += conditions.groups(ofConditions: "metric_conditions")
        if section.isWritten("metric_conditions"), section.isWritten("metrics") {
            section.fail(at: "metric_conditions", "can't be written beside metrics")
        }
        Self.checkOtherSignals(reader)
        self.legacy = legacy
        self.groups = groups
        resourceKeys = notes.keys
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        if groups.isEmpty { return legacySteps(context) }
        let errors = StatementErrors(context.logger)
        return groups.map { step($0, errors, context) }
    }

    /// What looks at nothing but identity is asked once per series, what is about plain values for each point.
    private func step(_ group: ConditionGroup, _ errors: StatementErrors, _ context: ComponentContext) -> ProcessorStep
    {
        let explanation = "drops each \(group.level.name) with " + group.texts.joined(separator: ", or ")
        if group.effects.isIdentityOnly && group.errorMode != .propagate {
            return .series(
                SeriesConditionFilter(conditions: group, errors: errors), explanation, context,
                lookingAt: resourceKeys.mayInclude)
        }
        let seesWriter = !context.writerAttributes(lookedAtBy: resourceKeys.mayInclude).isEmpty
        if !seesWriter, let filter = PointConditionFilter(group, errors, context.registry) {
            return .metrics(filter, explanation)
        }
        return .metrics(RequestConditionFilter([group], errors), explanation)
    }

    private func legacySteps(_ context: ComponentContext) -> [ProcessorStep] {
        guard let legacy, !legacy.isEmpty else { return [] }
        guard !legacy.needsPoints else {
            return [.metrics(LegacyRequestFilter(legacy), "drops metrics by what all of their points say")]
        }
        return [.series(legacy, "drops metrics by name and resource", context, lookingAt: legacy.asksForResource)]
    }

    private static func checkOtherSignals(_ reader: StatementReader) {
        let section = reader.section
        OtherSignal.spans.checkConditions("trace_conditions", reader)
        OtherSignal.logs.checkConditions("log_conditions", reader)
        for (key, signal, lists) in [
            ("traces", OtherSignal.spans, ["resource", "span", "spanevent"]),
            ("logs", OtherSignal.logs, ["resource", "log_record"]),
        ] {
            _ = section.sectionIfWritten(key) { section in
                let reader = StatementReader(section: section, notes: reader.notes)
                for list in lists { signal.checkConditions(list, reader) }
            }
        }
        for key in ["spans", "profiles", "profile_conditions"] where section.isWritten(key) {
            _ = section.any(key)
            section.leaveOut(key, "is left out: Windsock carries metrics only")
        }
    }
}
