/// Takes a request of 500 known counters and one of 50 exponential histograms so many times, each time grown: a fixed
/// piece of work, whose instructions can be counted.
func takeRequests(_ count: Int) throws {
    var path = IngestPath()
    var counters = GrowingRequest(points: 500)
    var histograms = GrowingRequest(.exponentialHistogram, points: 50)
    for _ in 0..<count {
        counters.grow()
        histograms.grow()
        try path.push(counters.bytes)
        try path.push(histograms.bytes)
    }
}
