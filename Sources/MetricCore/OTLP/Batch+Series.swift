extension Batch {
    /// Gives each point the series that `target` finds for the one that it has.
    ///
    /// - Returns: The points for which it found nothing, in ascending order; they are as they were.
    public mutating func mapSeries(_ target: (SeriesID) -> SeriesID?) -> [Int] {
        var unknown: [Int] = []
        for index in points.indices where points[index].series != .none {
            if let series = target(points[index].series) {
                points[index].series = series
            } else {
                unknown.append(index)
            }
        }
        return unknown
    }

    /// The same for the points at these indices; one for which `target` finds nothing has no series then.
    ///
    /// - Returns: Those.
    public mutating func mapSeries(at indices: [Int], _ target: (SeriesID) -> SeriesID?) -> [Int] {
        indices.filter { index in
            let series = target(points[index].series)
            points[index].series = series ?? .none
            return series == nil
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
