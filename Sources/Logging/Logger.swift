import Glibc

/// Writes the service's log. A value: each component has its own, made from its owner's by `with`.
public struct Logger: Sendable {
    private let encoder: LogEncoder
    private let sinks: [any LogSink]
    private let clock: @Sendable () -> Int64
    /// Lines less grave than this are dropped.
    public let level: LogLevel
    private var samplers: [LogSampler]
    // The fields of every line, encoded once.
    private var context: [UInt8] = []

    /// Makes a logger that writes each line to all of `sinks`.
    ///
    /// `clock` gives the time in nanoseconds since 1970.
    public init(
        level: LogLevel = .info, encoding: LogEncoding = .console, sampling: LogSampling? = nil,
        sinks: [any LogSink], clock: @escaping @Sendable () -> Int64 = Logger.wallClock
    ) {
        self.level = level
        encoder = LogEncoder(encoding: encoding)
        samplers = sampling.map { [LogSampler($0)] } ?? []
        self.sinks = sinks
        self.clock = clock
    }

    /// The system's time in nanoseconds since 1970.
    public static let wallClock: @Sendable () -> Int64 = {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    /// A logger that writes nothing.
    public static let none = Logger(level: .fatal, sinks: [])

    /// The same logger with further fields on each line, after those that it has.
    public func with(_ fields: LogFields) -> Logger {
        let added = encoder.encode(fields)
        var logger = self
        if !context.isEmpty && !added.isEmpty {
            logger.context += Array(encoder.separator.utf8)
        }
        logger.context += added
        return logger
    }

    /// The same logger with a sampling of its own, which comes before those that it has.
    public func sampled(_ sampling: LogSampling) -> Logger {
        var logger = self
        logger.samplers.insert(LogSampler(sampling), at: 0)
        return logger
    }

    /// Whether lines of this level are written, for callers that would make an expensive message.
    public func writes(_ level: LogLevel) -> Bool {
        level >= self.level && !sinks.isEmpty
    }

    /// Writes a line of the level `debug`.
    public func debug(_ message: String, _ fields: LogFields = [:]) {
        log(.debug, message, fields)
    }

    /// Writes a line of the level `info`.
    public func info(_ message: String, _ fields: LogFields = [:]) {
        log(.info, message, fields)
    }

    /// Writes a line of the level `warn`.
    public func warn(_ message: String, _ fields: LogFields = [:]) {
        log(.warn, message, fields)
    }

    /// Writes a line of the level `error`.
    public func error(_ message: String, _ fields: LogFields = [:]) {
        log(.error, message, fields)
    }

    /// Writes a line, unless its level is too low or a sampling drops it.
    ///
    /// The console prints the message as it is, so text from outside belongs in a field, where it is escaped.
    public func log(_ level: LogLevel, _ message: String, _ fields: LogFields = [:]) {
        guard writes(level) else { return }
        let now = clock()
        guard samplers.allSatisfy({ $0.admits(level, message, now: now) }) else { return }
        let line = encoder.line(time: now, level: level, message: message, context: context, fields: fields)
        for sink in sinks {
            sink.write(line)
        }
    }
}
