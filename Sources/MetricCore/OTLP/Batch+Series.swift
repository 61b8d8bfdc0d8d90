extension Batch {
    /// Forgets what another pipeline's processors have made of the series.
    public mutating func leaveSeriesAsReceived() {
        for index in points.indices { points[index].series = points[index].received }
    }

    /// Gives each point the series that `target` finds for the received one, or stops at the first for which it finds
    /// none and tells which that is.
    public mutating func mapSeries(_ target: (SeriesID) -> SeriesID?) -> SeriesID? {
        for index in points.indices {
            guard let series = target(points[index].received) else { return points[index].received }
            points[index].series = series
        }
        return nil
    }
}
