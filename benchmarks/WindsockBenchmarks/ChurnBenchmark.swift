internal import Glibc
internal import MetricCore

/// What it costs that senders come and go: each request is the only one of a process that nobody has heard of, and
/// brings series that all of them share.
///
/// A clock of its own passes all times that streams are remembered for, again and again. Memory must stay as it was
/// after the first of these rounds, and the totals exact; else the benchmark fails.
struct ChurnBenchmark: ~Copyable {
    private static let seriesPerWriter = 20
    private static let writersPerRound = 5_000

    private var path = IngestPath(seriesMemory: 4_500_000_000_000)

    /// Nanoseconds for a request.
    private(set) var requestNanoseconds = 0.0
    /// Bytes that a finished stream takes for as long as it is remembered.
    private(set) var bytesPerFinishedStream = 0.0
    /// Resident bytes after the first round, and after the last.
    private(set) var residentBytes = (first: 0, last: 0)

    /// Runs with so many writers.
    ///
    /// - Throws: ``ChurnError``.
    init(writers: Int) throws {
        for round in 0..<writers / Self.writersPerRound { try run(round: round) }
        let allowed = residentBytes.first / 10
        guard residentBytes.last <= residentBytes.first + allowed else {
            throw ChurnError(what: "resident bytes grew from \(residentBytes.first) to \(residentBytes.last)")
        }
        let total = Double(writers / Self.writersPerRound * Self.writersPerRound)
        for line in path.text().split(separator: "\n") where !line.hasPrefix("#") {
            guard line.hasSuffix(" \(Int(total))") else { throw ChurnError(what: "expected \(total): \(line)") }
        }
    }

    private mutating func run(round: Int) throws {
        let requests = (0..<Self.writersPerRound).map { writer in
            RequestBody.of(
                points: Self.seriesPerWriter, instance: "\(round)-\(writer)",
                start: path.clock + UInt64(writer) * 1_000_003, time: path.clock)
        }
        let before = Self.residentBytes
        let nanoseconds = try Measurement.time(1) { for request in requests { try path.push(request) } }
        let grown = Self.residentBytes - before
        if round == 0 {
            bytesPerFinishedStream = Double(grown) / Double(Self.writersPerRound * Self.seriesPerWriter)
        }
        requestNanoseconds = nanoseconds / Double(Self.writersPerRound)
        // First they fall silent, then they are forgotten.
        path.wait(path.counting.streamTimeout)
        path.wait(path.counting.streamMemory)
        path.forget()
        residentBytes.last = Self.residentBytes
        if round == 0 { residentBytes.first = residentBytes.last }
    }

    /// What of this process is in memory, from /proc/self/statm.
    private static var residentBytes: Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = unsafe fread(&text, 1, text.count, file)
        let pages = String(decoding: text[..<count], as: UTF8.self).split(separator: " ")
        return (pages.count > 1 ? Int(pages[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}

/// What was not as it should be.
struct ChurnError: Error {
    let what: String
}

extension ChurnBenchmark {
    /// The line as it is printed.
    var line: String {
        "churn, \(Self.seriesPerWriter) series a writer".padded(to: 44)
            + rounded(requestNanoseconds / 1000).padded(to: 10, left: true) + " us/request"
            + rounded(bytesPerFinishedStream).padded(to: 8, left: true) + " B/finished stream"
            + rounded(Double(residentBytes.first) / 1e6).padded(to: 8, left: true) + " MB after the first round,"
            + rounded(Double(residentBytes.last) / 1e6).padded(to: 6, left: true) + " MB after the last"
    }
}
