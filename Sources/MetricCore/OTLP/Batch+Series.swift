extension Batch {
    /// Forgets what another pipeline's processors have made of the series.
    public mutating func leaveSeriesAsReceived() {
        for index in points.indices { points[index].series = points[index].received }
    }

    /// Gives each point the series that `target` finds for the received one, and none if it finds nothing.
    ///
    /// - Returns: The points for which it found nothing, in ascending order.
    public mutating func mapSeries(_ target: (SeriesID) -> SeriesID?) -> [Int] {
        var unknown: [Int] = []
        for index in points.indices {
            let received = points[index].received
            let series = received == .none ? SeriesID.none : target(received)
            points[index].series = series ?? .none
            if series == nil { unknown.append(index) }
        }
        return unknown
    }
}
