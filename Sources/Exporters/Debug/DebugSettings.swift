public import Configuration
public import Logging
public import Pipeline

/// The settings of the exporter `debug`, which was called `logging` once.
public struct DebugSettings: ExporterSettings {
    /// How much is written for each batch.
    public enum Verbosity: Sendable {
        /// One line with the numbers of resources, metrics and data points.
        case basic
        /// That line, and one for each data point.
        case normal
        /// That line, and everything that was received.
        case detailed
    }

    /// Where lines go.
    public enum Output: Equatable, Sendable {
        /// To the service's own log, subject to its level and sampling.
        case serviceLog
        /// To files of its own: `stdout`, `stderr` or paths.
        case files([String])
    }

    /// How much is written.
    public let verbosity: Verbosity
    /// How equal lines are thinned, within each second.
    public let sampling: LogSampling
    /// Where lines go.
    public let output: Output
    /// Where that was written.
    let outputLocation: SourceLocation

    /// Reads the section.
    public init(_ section: ConfigSection) {
        let inherited = section.component.type == "logging" ? Self.verbosityOfLogLevel(section) : nil
        verbosity = section.choice(
            "verbosity", default: inherited ?? .basic,
            named: ["basic": .basic, "normal": .normal, "detailed": .detailed])
        sampling = LogSampling(
            tick: .seconds(1), initial: section.int("sampling_initial", default: 2, in: 0...),
            thereafter: section.int("sampling_thereafter", default: 1, in: 0...))
        output = Self.output(section)
        outputLocation = section.location(of: "output_paths")
        section.refuse("sending_queue")
    }

    /// Makes the exporter.
    public func makeExporter(_ context: ComponentContext) -> any Exporter { DebugExporter(self, context) }

    private static func output(_ section: ConfigSection) -> Output {
        let usesServiceLog = section.bool("use_internal_logger", default: true)
        let paths = section.stringList("output_paths", default: usesServiceLog ? [] : ["stdout"])
        if usesServiceLog && !paths.isEmpty {
            section.fail(at: "output_paths", "is not supported when use_internal_logger is true")
        }
        if !usesServiceLog && paths.isEmpty {
            section.fail(at: "output_paths", "must not be empty when use_internal_logger is false")
        }
        return usesServiceLog ? .serviceLog : .files(paths)
    }

    /// The exporter `logging` had a level of the log where `debug` has a verbosity.
    private static func verbosityOfLogLevel(_ section: ConfigSection) -> Verbosity? {
        var verbosity: Verbosity?
        for key in ["loglevel", "logLevel"] {
            let value = section.choice(key, default: nil, named: logLevels)
            guard section.isWritten(key) else { continue }
            section.warn(at: key, "is deprecated, use verbosity: basic, normal or detailed")
            if section.isWritten("verbosity") { section.fail(at: key, "can't be written beside verbosity") }
            verbosity = value ?? verbosity
        }
        return verbosity
    }

    private static let logLevels: KeyValuePairs<String, Verbosity?> = [
        "debug": .detailed, "info": .normal, "warn": .basic, "error": .basic,
    ]
}
