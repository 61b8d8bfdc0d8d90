import MetricCore

extension ContextFunction<StatementContext> {
    /// What tells of a metric which attributes its points have.
    static let attributesOfPoints: [Self] = [
        Self(
            Function("HasAttrKeyOnDatapoint", .literalString("key")) { key in
                .test { context throws(EvaluationError) in
                    try context.metric.firstAttribute(key) != nil
                }
            }, isEditor: false, effects: Effects(reads: .others)),
        Self(
            // As in otelcol only the first point that has the attribute counts, and what is no text is the empty one.
            Function("HasAttrOnDatapoint", .literalString("key"), .literalString("expected_val")) { key, expected in
                .test { context throws(EvaluationError) in
                    try context.metric.firstAttribute(key)?.labelText.hasSameBytes(as: expected) == true
                }
            }, isEditor: false, effects: Effects(reads: .others)),
    ]
}

extension Metric {
    /// The attribute's value on the first point that has it.
    fileprivate func firstAttribute(_ key: String) throws(EvaluationError) -> AttributeValue? {
        guard type != .empty else { throw .failed("a metric without data has no points") }
        return points.lazy.compactMap { $0.attributes.value(of: key) }.first
    }
}
