/// Conditions of which one must hold.
struct ConditionGroup: Sendable {
    let level: StatementLevel
    let conditions: [CompiledCondition<StatementContext>]
    let texts: [String]
    let errorMode: ErrorMode

    /// What all of them do together.
    var effects: Effects { conditions.map(\.effects).reduce(Effects(), +) }

    /// Whether one holds for an item. One that fails doesn't.
    ///
    /// - Throws: ``StatementFailure`` for an error that is to refuse the request.
    func holds(for context: inout StatementContext, _ errors: StatementErrors) throws(StatementFailure) -> Bool {
        for (condition, text) in zip(conditions, texts) {
            do throws(EvaluationError) {
                if try condition.holds(&context) { return true }
            } catch {
                try errors.take(error, of: .condition(text), errorMode, context)
            }
        }
        return false
    }
}
