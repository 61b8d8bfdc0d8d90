internal import MetricCore
internal import Pipeline

/// Statements that change the plain values of points, each for itself.
final class PointStatements: PointsProcessor {
    private let whole: RequestStatements
    private let ofSeries: SeriesConditions
    /// What is left to be done for each point.
    private let editors: [CompiledEditor<StatementContext>]

    /// Takes a group of statements, each of which can be taken apart; at most ``ConditionNumbers/limit``.
    init(_ group: StatementGroup, _ errors: StatementErrors, _ registry: SeriesRegistry) {
        whole = RequestStatements([group], SharedCache(), errors)
        let statements = group.statements.compactMap(\.onPoint)
        let ofSeries = statements.map { part in
            SeriesConditions.Condition(holds: part.ofSeries.holds, source: .statement(part.statement.text))
        }
        self.ofSeries = SeriesConditions(ofSeries, of: group.conditions, group.errorMode, errors, registry)
        editors = statements.map(\.statement.conditionalEditor)
    }

    func process(_ metrics: inout MetricsData) throws(Refusal) {
        try whole.process(&metrics)
    }

    func process(_ batch: inout Batch) {
        var context = StatementContext()
        ofSeries.forEachPoint(of: &batch) { batch, point, type, numbers in
            let received = batch.plainValues(at: point)
            context.point.set(received, of: type)
            for number in numbers {
                do throws(EvaluationError) {
                    try editors[number].run(&context)
                } catch {
                    ofSeries.take(error, of: number, batch.points[point].series)
                }
            }
            let values = context.point.plainValues
            if values != received { batch.replace(values, at: point) }
        }
    }

    func forget(_ series: [SeriesID]) {
        ofSeries.forget(series)
    }
}
