internal import Locking
internal import MetricCore
internal import Pipeline

/// What of a few statements or conditions depends on the series alone: asked when a series is first seen, then
/// remembered.
final class SeriesConditions: Sendable {
    /// What must hold of a series for a statement to run, or a condition to be asked, on its points.
    struct Condition: Sendable {
        let holds: CompiledCondition<StatementContext>.Evaluate
        /// What it is a part of.
        let source: StatementErrors.Source
    }

    private typealias Slice = InlineArray<128, ConditionNumbers>

    private let conditions: [Condition]
    private let group: ConditionGroup?
    private let errorMode: ErrorMode
    private let errors: StatementErrors
    private let registry: SeriesRegistry
    /// By the index of the series.
    private let known = Locked<[ConditionNumbers]>([])

    /// - Parameters:
    ///   - conditions: At most ``ConditionNumbers/limit``.
    ///   - group: What must hold besides for each of them.
    init(
        _ conditions: [Condition], of group: ConditionGroup? = nil, _ errorMode: ErrorMode, _ errors: StatementErrors,
        _ registry: SeriesRegistry
    ) {
        precondition(conditions.count <= ConditionNumbers.limit)
        self.conditions = conditions
        self.group = group
        self.errorMode = errorMode
        self.errors = errors
        self.registry = registry
    }

    /// Calls `body` for each point for whose series a condition holds, with the numbers of those that do.
    func forEachPoint(
        of batch: inout Batch, _ body: (inout Batch, _ point: Int, MetricType, _ holding: ConditionNumbers) -> Void
    ) {
        var slice = 0..<0
        var found = Slice(repeating: ConditionNumbers())
        for metric in batch.metrics.indices {
            let type = batch.metrics[metric].shape.type
            for point in batch.metrics[metric].points {
                if point >= slice.upperBound {
                    slice = point..<min(point + found.count, batch.points.count)
                    find(slice, of: batch, &found)
                }
                let holding = found[point - slice.lowerBound]
                if !holding.isEmpty { body(&batch, point, type, holding) }
            }
        }
    }

    /// Takes the error of what was left to be done for a point of a series.
    func take(_ error: EvaluationError, of number: Int, _ series: SeriesID) {
        take(error, of: number, StatementContext(registry.describe(series)))
    }

    /// Forgets series that are gone.
    func forget(_ series: [SeriesID]) {
        known.withLock { known in
            for series in series where series.rawValue < known.count { known[Int(series.rawValue)].isKnown = false }
        }
    }

    // MARK: - What holds

    /// Finds it for the series of points; points without a series have nothing.
    private func find(_ points: Range<Int>, of batch: borrowing Batch, _ found: inout Slice) {
        var unknown: [Int] = []
        known.withLock { known in
            for point in points {
                let series = batch.points[point].series
                let isKnown = series != .none && series.rawValue < known.count
                let numbers = isKnown ? known[Int(series.rawValue)] : ConditionNumbers()
                found[point - points.lowerBound] = numbers
                if !numbers.isKnown && series != .none { unknown.append(point) }
            }
        }
        for point in unknown { found[point - points.lowerBound] = find(batch.points[point].series) }
    }

    /// Asks about a series. No lock is held meanwhile.
    private func find(_ series: SeriesID) -> ConditionNumbers {
        var numbers = ask(StatementContext(registry.describe(series)))
        numbers.isKnown = true
        let index = Int(series.rawValue)
        known.withLock { known in
            let missing = index + 1 - known.count
            if missing > 0 { known.append(contentsOf: repeatElement(ConditionNumbers(), count: missing)) }
            known[index] = numbers
        }
        return numbers
    }

    private func ask(_ series: StatementContext) -> ConditionNumbers {
        var (series, numbers) = (series, ConditionNumbers())
        // Groups whose errors refuse requests aren't split in this way.
        if let group, (try? group.holds(for: &series, errors)) != true { return numbers }
        for (number, condition) in conditions.enumerated() {
            do throws(EvaluationError) {
                if try condition.holds(&series) { numbers.insert(number) }
            } catch {
                take(error, of: number, series)
            }
        }
        return numbers
    }

    private func take(_ error: EvaluationError, of number: Int, _ series: borrowing StatementContext) {
        try? errors.take(error, of: conditions[number].source, errorMode, series)
    }
}

/// The numbers of conditions that hold, in ascending order.
struct ConditionNumbers: Sequence, IteratorProtocol, Sendable {
    /// How many conditions there may be.
    static let limit = 63

    private var bits: UInt64 = 0

    /// Whether it is known which ones hold: a bit of its own, since there is one for each series.
    fileprivate var isKnown: Bool {
        get { bits >> UInt64(Self.limit) == 1 }
        set { bits = newValue ? bits | 1 << UInt64(Self.limit) : 0 }
    }

    var isEmpty: Bool { bits << 1 == 0 }

    /// Adds a number below ``limit``.
    mutating func insert(_ number: Int) {
        bits |= 1 << UInt64(number)
    }

    mutating func next() -> Int? {
        guard !isEmpty else { return nil }
        defer { bits &= bits - 1 }
        return bits.trailingZeroBitCount
    }
}
