internal import MetricCore
internal import Pipeline

/// Statements that look at nothing but identity: they run when a series is first seen.
struct SeriesStatements: SeriesProcessor {
    let group: StatementGroup
    let errors: StatementErrors

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        var context = StatementContext(series)
        // Groups whose errors refuse requests never run here.
        try? group.run(on: &context, errors)
        return SeriesDescription(context)
    }
}

extension StatementContext {
    /// A series, without values.
    init(_ series: SeriesDescription) {
        self.init(
            resource: ResourceMetrics(resource: ResourceContents(attributes: series.resource)),
            scope: ScopeMetrics(scope: series.scope), metric: Metric(description: series.metric),
            point: PointContents(attributes: series.attributes, value: .number(.none)))
    }
}

extension SeriesDescription {
    /// What names the series that statements ran on.
    init(_ context: borrowing StatementContext) {
        self.init(
            resource: context.resource.resource.attributes, scope: context.scope.scope,
            metric: context.metric.description, attributes: context.point.attributes)
    }
}
