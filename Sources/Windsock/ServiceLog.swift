import Configuration
import Logging
import Pipeline

/// The service's own log, as `service::telemetry::logs` asks for it.
enum ServiceLog {
    /// Makes the logger that all others are made from.
    ///
    /// - Throws: `LogFileError` for a file that can't be opened.
    static func open(_ settings: LogSettings) throws(LogFileError) -> Logger {
        var sinks: [any LogSink] = []
        for path in settings.outputPaths { sinks.append(try LogFile.open(path)) }
        let logger = Logger(
            level: LogLevel(settings.level), encoding: settings.encoding == .json ? .json : .console,
            sampling: settings.sampling.map {
                LogSampling(tick: $0.tick, initial: $0.initial, thereafter: $0.thereafter)
            },
            sinks: sinks)
        let initialFields = settings.initialFields.sorted { $0.key < $1.key }.map {
            LogField($0.key, .compact(LogValue($0.value)))
        }
        return logger.with(LogFields(initialFields)).with(["resource": .object(resource)])
    }

    /// What tells this process from others, in otelcol's order.
    private static var resource: LogFields {
        [
            "service.instance.id": .string(randomUUID()), "service.name": "windsock",
            "service.version": .string(windsockVersion),
        ]
    }

    /// A random UUID (RFC 9562, version 4).
    private static func randomUUID() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
        }
        return text
    }
}

extension LogLevel {
    init(_ level: LogSettings.Level) {
        self =
            switch level {
            case .debug: .debug
            case .info: .info
            case .warn: .warn
            case .error: .error
            case .dpanic: .dpanic
            case .panic: .panic
            case .fatal: .fatal
            }
    }
}

extension LogValue {
    init(_ value: SettingValue) {
        self =
            switch value {
            case .null: .null
            case .bool(let flag): .bool(flag)
            case .int(let number): .int(number)
            case .unsigned(let number): .uint(number)
            case .double(let number): .double(number)
            case .string(let text), .secret(let text), .timestamp(let text): .string(text)
            case .duration(let duration): .string("\(duration)")
            case .list(let items): .array(items.map { LogValue($0) })
            case .map(let values):
                .object(LogFields(values.sorted { $0.key < $1.key }.map { LogField($0.key, LogValue($0.value)) }))
            }
    }
}
