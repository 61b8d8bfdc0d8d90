/// What processors cost, whose work is remembered for each series: requests of known series on their whole way through
/// a pipeline, locks included; beside them the same work done for each point.
func routeBenchmark(points: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    var cases = try BenchmarkProcessor.named.map { name, processor in (name, try PipelinePath(processor)) }
    cases += [
        ("10 actions for each point", try PipelinePath(.actions(10), .forEachPoint)),
        ("10 identity statements for each point", try PipelinePath(.identityStatements(10), .forEachPoint)),
    ]
    return try cases.map { name, path in
        var request = GrowingRequest(points: points)
        let measurement = try Measurement(isSmoke: isSmoke) {
            request.grow()
            try path.push(request.bytes)
        }
        return BenchmarkResult(
            name: "pipeline, \(points) points: \(name)", measurement: measurement, items: points, unit: "point",
            bytes: request.bytes.count)
    }
}

/// What new series cost on their whole way, without statements and with twenty that run when a series is first seen.
func firstSightBenchmark(isSmoke: Bool) throws -> [BenchmarkResult] {
    let points = 50
    let requests = (0..<(isSmoke ? 10 : 400)).map { RequestBody.of(points: points, first: $0 * points) }
    return try [("no processor", nil), ("20 identity statements", BenchmarkProcessor.identityStatements(20))]
        .map { name, processor in
            let measurement = try Measurement(
                isSmoke: isSmoke, requests, from: { try PipelinePath(processor) }, { try $0.push($1) })
            return BenchmarkResult(
                name: "pipeline, \(points) new series: \(name)", measurement: measurement, items: points,
                unit: "series",
                bytes: requests[0].count)
        }
}
