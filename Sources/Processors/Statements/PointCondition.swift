import MetricCore

/// A condition in two: what must hold of the series of a point, which is the same for all of its points, and what must
/// hold of the plain values of each.
struct PointCondition: Sendable {
    /// What must hold of the series.
    let ofSeries: CompiledCondition<StatementContext>
    /// What must hold of each point then; nil for nothing.
    let ofPoint: CompiledCondition<StatementContext>?

    /// Takes a condition apart; nil if that needs more than plain values of the points. No part is asked where it isn't
    /// in the whole: an error would show.
    init?(_ condition: CompiledCondition<StatementContext>?) {
        let parts = condition?.conjuncts ?? []
        let ofSeries = parts.prefix { $0.effects.isSubset(of: .identity) }
        let rest = parts.dropFirst(ofSeries.count)
        guard rest.allSatisfy({ $0.effects.isSubset(of: [.plainValues, .world]) }) else { return nil }
        self.ofSeries = CompiledCondition(all: Array(ofSeries))
        ofPoint = rest.isEmpty ? nil : CompiledCondition(all: Array(rest))
    }
}

extension Effects {
    /// Whether nothing else is dealt with.
    fileprivate func isSubset(of realms: Realms) -> Bool { reads.union(writes).isSubset(of: realms) }
}

extension CompiledStatement<StatementContext> {
    /// What of its condition depends on the series alone, and what is left of the statement then; nil if it needs or
    /// changes more of a point than its plain values.
    var onPoint: (ofSeries: CompiledCondition<StatementContext>, statement: Self)? {
        guard editor.effects.isSubset(of: [.plainValues, .world]), let condition = PointCondition(condition) else {
            return nil
        }
        return (
            condition.ofSeries, CompiledStatement(text: text, condition: condition.ofPoint, editor: editor)
        )
    }
}
