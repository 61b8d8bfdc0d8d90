/// What a point of a known series costs when there are so many of them, and the memory that a series takes.
///
/// Points come 500 at a time, of other series each time: when there are many, nothing of them is in the processor's
/// caches, neither of the series nor of the requests.
func growthBenchmark(series: Int, isSmoke: Bool) throws -> BenchmarkResult {
    let points = 500
    var path = IngestPath()
    var requests = stride(from: 0, to: series, by: points).map { GrowingRequest(points: points, first: $0) }
    let taken = try Allocations { for request in requests { try path.push(request.bytes) } }
    var next = 0
    let measurement = try Measurement(isSmoke: isSmoke) {
        requests[next].grow()
        try path.push(requests[next].bytes)
        next = next + 1 == requests.count ? 0 : next + 1
    }
    return BenchmarkResult(
        name: "growth, \(series) known series", measurement: measurement, items: points, unit: "point",
        bytes: requests[0].bytes.count, bytesPerSeries: Double(taken.liveBytes) / Double(series))
}
