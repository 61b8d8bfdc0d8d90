extension Batch {
    /// Forgets what another pipeline's processors have made of the series.
    public mutating func leaveSeriesAsReceived() {
        for index in points.indices { points[index].series = points[index].received }
    }

    /// Gives each point the series that `target` finds for the received one.
    ///
    /// - Returns: The received series for which it finds none, each as often as it has points.
    public mutating func mapSeries(_ target: (SeriesID) -> SeriesID?) -> [SeriesID] {
        var unknown: [SeriesID] = []
        for index in points.indices {
            if let series = target(points[index].received) {
                points[index].series = series
            } else {
                unknown.append(points[index].received)
            }
        }
        return unknown
    }
}
