internal import Locking
internal import Logging
internal import MetricCore

/// Counts the errors of statements while they run, and tells each kind once a minute at most, with the first series
/// that it happened to.
final class StatementErrors: Sendable {
    /// What failed.
    enum Source: Hashable, Sendable {
        case statement(String)
        case condition(String)

        fileprivate var what: String {
            switch self {
            case .statement: "execute statement"
            case .condition: "eval condition"
            }
        }

        fileprivate var text: String {
            switch self {
            case .statement(let text), .condition(let text): text
            }
        }
    }

    private struct Kind: Hashable, Sendable {
        let source: Source
        let error: String
    }

    private struct Occurrences {
        var count = 0
        var firstSeries = ""
    }

    /// How many kinds of errors are counted one by one.
    private static let capacity = 1024

    private let logger: Logger
    private let limiter = RepeatLimiter<Kind>(capacity: capacity)
    private let untold = Locked<[Kind: Occurrences]>([:])

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Takes an error as the mode says.
    ///
    /// - Throws: ``StatementFailure`` if it refuses the request.
    func take(
        _ error: EvaluationError, of source: Source, _ mode: ErrorMode, _ context: borrowing StatementContext
    ) throws(StatementFailure) {
        switch mode {
        case .propagate:
            throw StatementFailure(reason: "failed to \(source.what): \(source.text), \(error)")
        case .silent: break
        case .ignore: note(Kind(source: source, error: "\(error)"), context)
        }
    }

    private func note(_ kind: Kind, _ context: borrowing StatementContext) {
        let isNew = untold.withLock { untold in
            guard untold[kind] != nil || untold.count < Self.capacity else { return false }
            untold[kind, default: Occurrences()].count += 1
            return untold[kind]?.count == 1
        }
        if isNew {
            let series = Self.series(of: context)
            untold.withLock { $0[kind]?.firstSeries = series }
        }
        guard limiter.admits(kind), let occurrences = untold.withLock({ $0.removeValue(forKey: kind) }) else { return }
        logger.warn(
            "failed to \(kind.source.what)",
            [
                "error": .string(kind.error), "statement": .string(kind.source.text),
                "count": .int(Int64(occurrences.count)), "series": .string(occurrences.firstSeries),
            ])
    }

    private static func series(of context: borrowing StatementContext) -> String {
        let attributes = context.point.attributes.map { "\($0.key)=\($0.value.text)" }
        let text = "\(context.metric.description.name){\(attributes.joined(separator: ","))}"
        return String(text.unicodeScalars.prefix(500))
    }
}
