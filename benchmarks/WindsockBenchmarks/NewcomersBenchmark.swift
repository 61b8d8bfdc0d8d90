/// What requests cost that nobody has sent before: of new series, and of new processes whose series are known.
func newcomersBenchmark(points: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    let count = isSmoke ? 10 : max(20, 20_000 / points)
    let newSeries = (0..<count).map { RequestBody.of(points: points, first: $0 * points) }
    let newProcesses = (0..<count).map {
        RequestBody.of(
            points: points, instance: "process-\(1_000_000 + $0)", start: RequestBody.begin + UInt64($0 + 1) * 1003)
    }
    func result(
        _ name: String, _ requests: [[UInt8]], knows: [UInt8]? = nil,
        _ take: (inout IngestPath, [UInt8]) throws -> Void
    ) rethrows -> BenchmarkResult {
        let measurement = try Measurement(
            isSmoke: isSmoke, requests,
            from: {
                var path = IngestPath()
                if let knows { try path.push(knows) }
                return path
            }, take)
        return BenchmarkResult(
            name: "\(points) points, \(name)", measurement: measurement, items: points, unit: "point",
            bytes: requests[0].count)
    }
    func resolve(_ path: inout IngestPath, _ request: [UInt8]) throws {
        try path.scan(request)
        try path.resolve(request)
        path.release()
    }
    func push(_ path: inout IngestPath, _ request: [UInt8]) throws { try path.push(request) }
    let known = RequestBody.of(points: points)
    return [
        result("any: libprotobuf-c, malloc", newSeries) { UnpackBaseline.withMalloc($1) },
        try result("new series: scan, resolve", newSeries, resolve),
        try result("new series: scan, resolve, absorb", newSeries, push),
        try result("new process: scan, resolve", newProcesses, knows: known, resolve),
        try result("new process: scan, resolve, absorb", newProcesses, knows: known, push),
    ]
}
