import MetricCore

@testable import Processors

/// Statements that have run on the metrics of a scope, one group as `transform` runs it.
struct StatementRun {
    private(set) var metrics: [Metric]
    private(set) var errors: [EvaluationError] = []

    init(_ statements: [String], on level: StatementLevel = .metric, _ metrics: [Metric]) throws {
        let compiler = Compiler(
            resolver: ContextPaths(level: level, allowsShortPaths: true, notes: ResourceKeyNotes()),
            functions: .forStatements(on: level, .forTests))
        let compiled = try statements.map { try compiler.compile(Statement(parsing: $0)) }
        self.metrics = metrics
        var index = 0
        // Functions that make metrics make some that are visited.
        while index < self.metrics.count, index < 100 {
            var context = StatementContext(metric: self.metrics[index])
            level == .metric ? run(compiled, on: &context) : runOnPoints(compiled, &context)
            self.metrics[index] = context.metric
            self.metrics += context.madeMetrics
            index += 1
        }
    }

    private mutating func runOnPoints(
        _ statements: [CompiledStatement<StatementContext>], _ context: inout StatementContext
    ) {
        var points = context.metric.points
        context.metric.points = []
        for index in points.indices {
            context.point = points[index]
            run(statements, on: &context)
            points[index] = context.point
        }
        context.metric.points = points
    }

    private mutating func run(
        _ statements: [CompiledStatement<StatementContext>], on context: inout StatementContext
    ) {
        for statement in statements {
            do throws(EvaluationError) {
                _ = try statement.run(&context)
            } catch {
                errors.append(error)
            }
        }
    }

    /// The metrics, a line each, and a line each point.
    var text: String { metrics.map(\.text).joined(separator: "\n") }
}

extension Metric {
    /// `name type temporality monotonic in UNIT (DESCRIPTION)`, and its points.
    var text: String {
        var words = [description.name, "\(description.shape.type)"]
        if description.shape.temporality != .unspecified { words.append("\(description.shape.temporality)") }
        if description.shape.isMonotonic { words.append("monotonic") }
        if !description.unit.isEmpty { words.append("in \(description.unit)") }
        if !description.description.isEmpty { words.append("(\(description.description))") }
        if !metadata.isEmpty { words.append("metadata") }
        return ([words.joined(separator: " ")] + points.map { "  \($0.text)" }).joined(separator: "\n")
    }
}

extension PointContents {
    /// `{KEY=VALUE} VALUE start+SECONDS time+SECONDS`; the times where they aren't the usual ones.
    fileprivate var text: String {
        let names = attributes.map { "\($0.key)=\($0.value.text)" }.joined(separator: ", ")
        let shifts = [("start", startTime, Self.usualStart), ("time", time, Self.usualTime)].map { name, time, usual in
            let seconds = (Int64(time) - Int64(usual)) / 1_000_000_000
            return seconds == 0 ? "" : " \(name)\(seconds > 0 ? "+" : "")\(seconds)"
        }
        return "{\(names)} \(value.text)" + shifts.joined()
    }

    static let usualStart: UInt64 = 1_760_000_000_000_000_000
    static let usualTime: UInt64 = 1_760_000_060_000_000_000
}

extension PointValue {
    fileprivate var text: String {
        switch self {
        case .number(.none): return "-"
        case .number(.int(let number)): return "\(number)"
        case .number(.double(let number)): return "\(number)"
        case .histogram(let histogram):
            let limits = limits(histogram.sum, histogram.min, histogram.max)
            return "count=\(histogram.count)\(limits) \(histogram.bounds) \(histogram.counts)"
        case .exponentialHistogram(let histogram):
            let buckets = histogram.buckets
            return "count=\(histogram.count)\(limits(histogram.sum, histogram.min, histogram.max)) "
                + "scale=\(buckets.scale) zero=\(buckets.zeroCount) "
                + [buckets.positive, buckets.negative].map { "\($0.offset):\($0.counts)" }.joined(separator: " ")
        case .summary(let summary):
            let quantiles = summary.quantiles.map { "\($0.quantile): \($0.value)" }.joined(separator: ", ")
            return "count=\(summary.count) sum=\(summary.sum) [\(quantiles)]"
        }
    }

    private func limits(_ sum: Double?, _ min: Double?, _ max: Double?) -> String {
        [("sum", sum), ("min", min), ("max", max)].map { name, value in value.map { " \(name)=\($0)" } ?? "" }.joined()
    }
}
