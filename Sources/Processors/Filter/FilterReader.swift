internal import Configuration

/// Reads the conditions of `filter` in their two forms.
struct FilterReader {
    let reader: StatementReader
    let defaultErrorMode: ErrorMode

    /// The conditions of `metrics`: lists for resources, metrics and data points, asked in this order. An empty list
    /// is one that never holds.
    func groups(ofMetrics section: ConfigSection) -> [ConditionGroup] {
        let reader = StatementReader(section: section, notes: reader.notes)
        let lists: [(key: String, level: StatementLevel)] = [
            ("resource", .resource), ("metric", .metric), ("datapoint", .datapoint),
        ]
        return lists.compactMap { key, level in
            let conditions = reader.conditions(key)
            guard section.isList(key) || !conditions.isEmpty else { return nil }
            return reader.group(conditions, on: level, allowsShortPaths: true, defaultErrorMode)
        }
    }

    /// The conditions of `metric_conditions`: texts, each of which is for the lowest item that it names, or groups.
    func groups(ofConditions key: String) -> [ConditionGroup] {
        var texts: [StatementReader.Parsed<Condition>] = []
        var groups: [ConditionGroup] = []
        var firstText: ConfigText?
        var hasGroups = false
        let found = reader.section.items(
            key,
            text: { text -> [ConditionGroup] in
                firstText = firstText ?? text
                if let condition = reader.condition(text) { texts.append(condition) }
                return []
            },
            section: { section in
                hasGroups = true
                return group(section).map { [$0] } ?? []
            })
        groups += found.flatMap(\.self)
        if let firstText, hasGroups {
            reader.section.fail(at: firstText, "conditions stand either alone or in groups, not both in one list")
        }
        return groups + self.groups(of: texts)
    }

    private func group(_ section: ConfigSection) -> ConditionGroup? {
        let reader = StatementReader(section: section, notes: reader.notes)
        let level = reader.explicitLevel()
        let errorMode = ErrorMode.read(section) ?? defaultErrorMode
        let conditions = reader.conditions("conditions")
        guard !conditions.isEmpty, let runningLevel = level ?? reader.level(of: [], conditions) else { return nil }
        return reader.group(conditions, on: runningLevel, allowsShortPaths: level != nil, errorMode)
    }

    /// Each condition on a level of its own, from resources to data points.
    private func groups(of conditions: [StatementReader.Parsed<Condition>]) -> [ConditionGroup] {
        var byLevel: [StatementLevel: [StatementReader.Parsed<Condition>]] = [:]
        for condition in conditions {
            if let level = reader.level(of: [], [condition]) { byLevel[level, default: []].append(condition) }
        }
        return byLevel.sorted { $0.key < $1.key }.map { level, conditions in
            reader.group(conditions, on: level, allowsShortPaths: false, defaultErrorMode)
        }
    }
}
