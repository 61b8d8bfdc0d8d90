/// What it costs to bring a request of known series from its bytes to the page, stage after stage, beside what
/// libprotobuf-c's unpack costs for the same bytes.
func decodeBenchmark(_ kind: RequestBody.Kind = .counter, points: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    var request = GrowingRequest(kind, points: points)
    var path = IngestPath()
    func result(_ name: String, _ work: () throws -> Void) rethrows -> BenchmarkResult {
        let measurement = try Measurement(isSmoke: isSmoke, work)
        return BenchmarkResult(
            name: "\(points) known \(kind.rawValue): \(name)", measurement: measurement, items: points, unit: "point",
            bytes: request.bytes.count)
    }
    let arena = UnpackBaseline.Arena(capacity: 64 << 20)
    try path.push(request.bytes)
    return [
        result("libprotobuf-c, malloc") { UnpackBaseline.withMalloc(request.bytes) },
        result("libprotobuf-c, arena") { UnpackBaseline.withArena(request.bytes, arena) },
        try result("scan") { try path.scan(request.bytes) },
        try result("scan, resolve") {
            try path.scan(request.bytes)
            try path.resolve(request.bytes)
            path.release()
        },
        try result("scan, resolve, absorb") {
            request.grow()
            try path.push(request.bytes)
        },
    ]
}
