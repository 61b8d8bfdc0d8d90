/// How Windsock writes its own log: `service::telemetry::logs`.
public struct LogSettings: Equatable, Sendable {
    /// How much a line matters.
    public enum Level: String, CaseIterable, Sendable {
        /// Every detail.
        case debug
        /// What happens.
        case info
        /// What may become a fault.
        case warn
        /// What went wrong.
        case error
        /// Levels of otelcol above error, which silence everything else.
        case dpanic, panic, fatal
    }

    /// How lines are written.
    public enum Encoding: String, CaseIterable, Sendable {
        /// Tabs between the fields.
        case console
        /// A JSON object each.
        case json
    }

    /// How lines that say the same are thinned.
    public struct Sampling: Equatable, Sendable {
        /// The span of time within which lines are counted.
        public let tick: Duration
        /// How many equal lines of a tick are written before the thinning begins.
        public let initial: Int
        /// Of the others, each line of this number is written; 0 for none.
        public let thereafter: Int
    }

    /// The least level that is written.
    public let level: Level
    /// How lines are written.
    public let encoding: Encoding
    /// Where to: `stdout`, `stderr` or paths of files.
    public let outputPaths: [String]
    /// Where that was written.
    public let outputPathsLocation: SourceLocation
    /// Where faults of the log itself go.
    public let errorOutputPaths: [String]
    /// The thinning, or nil for none.
    public let sampling: Sampling?
    /// Fields that every line carries.
    public let initialFields: [String: SettingValue]

    /// Reads the section, and the keys of otelcol that change nothing here: log lines carry no caller and no stack.
    public init(_ section: ConfigSection) {
        level = section.choice("level", default: .info, named: Self.levels)
        encoding = section.choice("encoding", default: .console, named: ["console": .console, "json": .json])
        outputPaths = section.stringList("output_paths", default: ["stderr"])
        outputPathsLocation = section.location(of: "output_paths")
        errorOutputPaths = section.stringList("error_output_paths", default: ["stderr"])
        sampling = section.optionalSection("sampling", enabledByDefault: true) { section in
            Sampling(
                tick: section.duration("tick", default: .seconds(10)),
                initial: section.int("initial", default: 10, in: 0...),
                thereafter: section.int("thereafter", default: 100, in: 0...))
        }
        initialFields = section.anyMap("initial_fields")
        _ = section.bool("development", default: false)
        _ = section.bool("disable_caller", default: false)
        _ = section.bool("disable_stacktrace", default: false)
        _ = section.bool("disable_zap_resource", default: false)
        section.refuse("processors")
    }

    private static let levels: KeyValuePairs<String, Level> = [
        "debug": .debug, "info": .info, "warn": .warn, "error": .error, "dpanic": .dpanic, "panic": .panic,
        "fatal": .fatal,
    ]
}
