extension Batch {
    /// Gives each point the series that a map has for the one that it has.
    ///
    /// - Returns: The points for which it has nothing, in ascending order; they are as they were.
    public mutating func mapSeries(by map: SeriesMap) -> [Int] {
        var unknown: [Int] = []
        var points = self.points.mutableSpan
        for index in points.indices where points[index].series != .none {
            let target = map[points[index].series]
            if target == .unknown {
                unknown.append(index)
            } else {
                points[index].series = target
            }
        }
        return unknown
    }

    /// The same for the points at these indices; one for which the map has nothing has no series then.
    ///
    /// - Returns: Those.
    public mutating func mapSeries(at indices: [Int], by map: SeriesMap) -> [Int] {
        indices.filter { index in
            let target = map[points[index].series]
            points[index].series = target == .unknown ? .none : target
            return target == .unknown
        }
    }

    /// Counts the points as overflowed that overflowed in a batch that was made of this one.
    public mutating func countOverflow(of made: borrowing Batch) {
        overflowedPoints += made.overflowedPoints
    }

    /// Whether processors have left no point.
    public var isEmptied: Bool { points.allSatisfy { $0.series == .none } }

    /// Whether there is a resource, scope or metric without points.
    public var hasEmptyGroups: Bool {
        metrics.contains { $0.points.isEmpty } || scopes.contains { $0.metrics.isEmpty }
            || resources.contains { $0.scopes.isEmpty }
    }
}
