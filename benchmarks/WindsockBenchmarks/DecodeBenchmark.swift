internal import MetricCore

/// What it costs to get from a request's bytes to known series, beside what libprotobuf-c's unpack costs for the same.
func decodeBenchmark(points: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    let body = RequestBody.counters(points)
    var registry = Registry()
    var batch = Batch()
    func result(_ name: String, _ work: () throws -> Void) rethrows -> BenchmarkResult {
        let measurement = try Measurement(isSmoke: isSmoke, work)
        return BenchmarkResult(
            name: "decode, \(points) points: \(name)", measurement: measurement, items: points, unit: "point",
            bytes: body.count)
    }
    let arena = UnpackBaseline.Arena(capacity: 64 << 20)
    return [
        result("libprotobuf-c, arena") { UnpackBaseline.withArena(body, arena) },
        result("libprotobuf-c, malloc") { UnpackBaseline.withMalloc(body) },
        // The spans are used within the calls only.
        try result("scan") { unsafe try batch.scan(body.span.bytes) },
        try result("scan and resolve, known series") {
            unsafe try batch.scan(body.span.bytes)
            unsafe try registry.resolve(&batch, in: body.span.bytes)
        },
    ]
}
