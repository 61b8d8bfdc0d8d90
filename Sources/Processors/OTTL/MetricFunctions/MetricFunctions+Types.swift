import MetricCore

extension ContextFunction<StatementContext> {
    /// What makes metrics ones of another type; those of types that aren't meant stay as they are.
    static let types: [Self] = [
        Self(
            Function("convert_sum_to_gauge") {
                .change { context in
                    guard context.metric.type == .sum else { return }
                    context.metric.description.shape = MetricShape(type: .gauge)
                }
            }, effects: .wholeMetric),
        Self(
            Function("convert_gauge_to_sum", .temporality("string_agg_temp"), .literalBool("monotonic")) {
                temporality, isMonotonic in
                .change { context in
                    guard context.metric.type == .gauge else { return }
                    context.metric.description.shape = MetricShape(
                        type: .sum, temporality: temporality, isMonotonic: isMonotonic)
                }
            }, effects: .wholeMetric),
    ]
}

extension Metric {
    /// The type of its points.
    var type: MetricType { description.shape.type }
}

extension Parameter where Value == AggregationTemporality {
    static func temporality(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            switch text {
            case "delta": .delta
            case "cumulative": .cumulative
            default: throw .failed("unknown temporality \(text), which can be cumulative or delta")
            }
        }
    }
}
