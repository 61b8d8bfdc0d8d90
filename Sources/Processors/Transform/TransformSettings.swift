public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of the processor `transform`.
public struct TransformSettings: ProcessorSettings {
    let groups: [StatementGroup]
    private let resourceKeys: ResourceKeys

    /// Reads the section, with otelcol's keys. Statements for other signals are checked, for the day these flow.
    public init(_ section: ConfigSection) {
        let notes = ResourceKeyNotes()
        let reader = StatementReader(section: section, notes: notes)
        groups = TransformReader(reader, defaultErrorMode: ErrorMode.read(section) ?? .ignore).groups
        OtherSignal.spans.checkStatements("trace_statements", reader)
        OtherSignal.logs.checkStatements("log_statements", reader)
        section.refuse("profile_statements", because: "Windsock carries metrics only")
        section.refuse("flatten_data", because: "it is about logs, and Windsock carries metrics only")
        resourceKeys = notes.keys
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        groups.steps(context, lookingAt: resourceKeys)
    }
}

/// Reads the groups of `metric_statements`, of which the texts that stand side by side are one.
private struct TransformReader {
    private let reader: StatementReader
    private let defaultErrorMode: ErrorMode

    private enum Item {
        case text(ConfigText)
        case group(StatementGroup?)
    }

    private(set) var groups: [StatementGroup] = []

    init(_ reader: StatementReader, defaultErrorMode: ErrorMode) {
        self.reader = reader
        self.defaultErrorMode = defaultErrorMode
        let items = reader.section.items(
            "metric_statements", text: Item.text, section: { .group(Self.group($0, reader.notes, defaultErrorMode)) })
        var texts: [ConfigText] = []
        for item in items {
            switch item {
            case .text(let text): texts.append(text)
            case .group(let group):
                if let first = texts.first {
                    reader.section.fail(
                        at: first, "statements without a group must stand behind all groups, or in one of their own")
                    texts = []
                }
                if let group { groups.append(group) }
            }
        }
        if let group = group(of: texts) { groups.append(group) }
    }

    private func group(of texts: [ConfigText]) -> StatementGroup? {
        let parsed = texts.compactMap(reader.statement)
        guard !parsed.isEmpty, let level = reader.level(of: parsed) else { return nil }
        return StatementGroup(
            level: level, conditions: nil, statements: reader.compile(parsed, on: level, allowsShortPaths: false),
            errorMode: defaultErrorMode,
            sharesCache: false)
    }

    /// Nil if there are faults, or no statements.
    private static func group(
        _ section: ConfigSection, _ notes: ResourceKeyNotes, _ defaultErrorMode: ErrorMode
    ) -> StatementGroup? {
        let reader = StatementReader(section: section, notes: notes)
        let level = reader.explicitLevel()
        let errorMode = ErrorMode.read(section) ?? defaultErrorMode
        let sharesCache = section.bool("shared_cache", default: false)
        let conditions = reader.conditions("conditions")
        let statements = reader.statements("statements")
        guard !statements.isEmpty, let runningLevel = level ?? reader.level(of: statements, conditions) else {
            return nil
        }
        let allowsShortPaths = level != nil
        return StatementGroup(
            level: runningLevel,
            conditions: conditions.isEmpty
                ? nil
                : reader.group(conditions, on: runningLevel, allowsShortPaths: allowsShortPaths, errorMode),
            statements: reader.compile(statements, on: runningLevel, allowsShortPaths: allowsShortPaths),
            errorMode: errorMode, sharesCache: sharesCache)
    }
}
