internal import MetricCore
internal import Pipeline

/// Drops points for whose series and plain values one of some conditions holds.
final class PointConditionFilter: PointsProcessor {
    private let whole: RequestConditionFilter
    private let ofSeries: SeriesConditions
    /// What is asked about each point then; nil where the series decides.
    private let ofPoint: [CompiledCondition<StatementContext>?]

    /// Makes the filter of a group of conditions; nil if they need more of a point than its plain values, or concern
    /// other items.
    init?(_ group: ConditionGroup, _ errors: StatementErrors, _ registry: SeriesRegistry) {
        let conditions = group.conditions.compactMap { PointCondition($0) }
        guard group.level == .datapoint, group.errorMode != .propagate, conditions.count == group.conditions.count,
            conditions.count <= ConditionNumbers.limit
        else { return nil }
        whole = RequestConditionFilter([group], errors)
        let ofSeries = zip(conditions, group.texts).map { condition, text in
            SeriesConditions.Condition(holds: condition.ofSeries.holds, source: .condition(text))
        }
        self.ofSeries = SeriesConditions(ofSeries, group.errorMode, errors, registry)
        ofPoint = conditions.map(\.ofPoint)
    }

    var stopsEmptyRequests: Bool { true }

    func process(_ metrics: inout MetricsData) throws(Refusal) {
        try whole.process(&metrics)
    }

    func process(_ batch: inout Batch) {
        var context = StatementContext()
        ofSeries.forEachPoint(of: &batch) { batch, point, type, numbers in
            context.point.set(batch.plainValues(at: point), of: type)
            let series = batch.points[point].series
            if numbers.contains(where: { holds($0, for: &context, series) }) { batch.drop(at: point) }
        }
    }

    func forget(_ series: [SeriesID]) {
        ofSeries.forget(series)
    }

    private func holds(_ number: Int, for context: inout StatementContext, _ series: SeriesID) -> Bool {
        guard let condition = ofPoint[number] else { return true }
        do throws(EvaluationError) {
            return try condition.holds(&context)
        } catch {
            ofSeries.take(error, of: number, series)
            return false
        }
    }
}
