/// How grave a line is; the names are those of `service.telemetry.logs.level`.
public enum LogLevel: Int, Sendable, Comparable, CaseIterable {
    case debug, info, warn, error, dpanic, panic, fatal

    /// Finds the level by its name, whose case doesn't matter; nil when no level is called so.
    public init?(name: String) {
        let lowered = name.lowercased()
        guard let level = LogLevel.allCases.first(where: { $0.name == lowered }) else { return nil }
        self = level
    }

    /// The name as the configuration and each line have it.
    public var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warn: "warn"
        case .error: "error"
        case .dpanic: "dpanic"
        case .panic: "panic"
        case .fatal: "fatal"
        }
    }

    /// Whether `left` is less grave.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
