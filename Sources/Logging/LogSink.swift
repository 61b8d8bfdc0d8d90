import Glibc
import Locking

/// Where lines go.
public protocol LogSink: Sendable {
    /// Takes one whole line, its line end included. Any thread may call it.
    func write(_ line: [UInt8])
}

/// Why a log file can't be written to.
public struct LogFileError: Error, Equatable, CustomStringConvertible {
    /// The path as configured.
    public var path: String
    /// The system's error number.
    public var code: Int32

    /// One line: the path and what the system says, as Go puts it.
    public var description: String {
        "open \(path): \(unsafe String(cString: strerror(code)))"
    }
}

/// An open file, or one of the two standard streams.
public final class LogFile: LogSink {
    /// Standard error.
    public static let standardError = LogFile(descriptor: STDERR_FILENO, isOwned: false)
    /// Standard output.
    public static let standardOutput = LogFile(descriptor: STDOUT_FILENO, isOwned: false)

    private let descriptor: Int32
    private let isOwned: Bool

    private init(descriptor: Int32, isOwned: Bool) {
        self.descriptor = descriptor
        self.isOwned = isOwned
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Opens what an entry of `output_paths` names: `stderr`, `stdout`, a path or a `file:` URI. A file is appended to,
    /// and made (for its owner to write, for all to read) when there is none.
    public static func open(_ output: String) throws(LogFileError) -> LogFile {
        switch output {
        case "stderr": return standardError
        case "stdout": return standardOutput
        default: break
        }
        let scheme = ["file://localhost/", "file:///"].first(where: output.hasPrefix)
        let path = scheme.map { output.dropFirst($0.utf8.count - 1) } ?? output[...]
        let descriptor = unsafe Glibc.open(String(path), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw LogFileError(path: String(path), code: errno) }
        return LogFile(descriptor: descriptor, isOwned: true)
    }

    /// Writes the line in one go. No lock is taken: the file is opened for appending, where the kernel keeps
    /// whole what one call writes, and a reader that is slow must not hold up every thread that logs.
    public func write(_ line: [UInt8]) {
        var written = 0
        while written < line.count {
            // The pointer is to the rest of the array, which stands for the length of the call.
            let count = unsafe line.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                guard waitUntilWritable() else { return }
            } else if errno != EINTR {
                return
            }
        }
    }

    /// A standard stream may have been made non-blocking by somebody who shares it. A line that can't be written within
    /// a second is lost.
    private func waitUntilWritable() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&entry, 1, 1000) > 0
    }
}

/// Keeps lines in memory, for tests.
public final class LogLines: LogSink {
    private let lines = Locked<[String]>([])

    /// Starts with no line.
    public init() {}

    /// The lines so far, each with its line end.
    public var all: [String] {
        lines.withLock { $0 }
    }

    /// Keeps the line.
    public func write(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        lines.withLock { $0.append(text) }
    }
}
