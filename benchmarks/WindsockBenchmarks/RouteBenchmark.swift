/// What processors cost, whose work is remembered for each series: requests of known series on their whole way through
/// a pipeline, locks included.
func routeBenchmark(points: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    try [0, 1, 10].map { processors in
        let path = try PipelinePath(processors: processors)
        var request = GrowingRequest(points: points)
        let measurement = try Measurement(isSmoke: isSmoke) {
            request.grow()
            try path.push(request.bytes)
        }
        return BenchmarkResult(
            name: "pipeline, \(points) points: \(processors) processors", measurement: measurement, items: points,
            unit: "point", bytes: request.bytes.count)
    }
}
