internal import Locking
internal import Logging
internal import Pipeline

/// Tells in the log, once a minute at most, how many points met a limit since the last line.
struct LimitLog: Sendable {
    /// The limits, and how many points have met one that the log hasn't told of.
    private struct Counts {
        var series = 0
        var parents = 0
    }

    private enum Limit {
        case series, parents
    }

    private let logger: Logger
    private let untold = Locked(Counts())
    private let lines = RepeatLimiter<Limit>()

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Counts what a request met.
    func note(_ report: IntakeReport) {
        guard report.overflowedPoints > 0 || report.unidentifiedPoints > 0 else { return }
        untold.withLock {
            $0.series += report.overflowedPoints
            $0.parents += report.unidentifiedPoints
        }
        if report.overflowedPoints > 0, lines.admits(.series) {
            tell(
                "There are too many series: points of further ones go to the overflow series of their metrics.",
                \.series)
        }
        if report.unidentifiedPoints > 0, lines.admits(.parents) {
            tell("There are too many resources, scopes or metrics: points of further ones are rejected.", \.parents)
        }
    }

    private func tell(_ message: String, _ count: sending WritableKeyPath<Counts, Int>) {
        let points = untold.withLock { untold in
            defer { untold[keyPath: count] = 0 }
            return untold[keyPath: count]
        }
        logger.warn(message, ["data points": .int(Int64(points))])
    }
}
