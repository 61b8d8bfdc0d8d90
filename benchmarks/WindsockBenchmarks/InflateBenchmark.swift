internal import CZlib
internal import HTTPServer

/// What it costs to inflate a request's body, beside zlib alone when it knows how much will come out.
func inflateBenchmark(points: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    let body = RequestBody.of(points: points)
    let compressed = Zlib.compress(body)
    var decoder = BodyDecoder()
    var output = DecodedBody()
    func result(_ name: String, _ work: () throws -> Void) rethrows -> BenchmarkResult {
        BenchmarkResult(
            name: "inflate, \(points) points: \(name)", measurement: try Measurement(isSmoke: isSmoke, work),
            items: points, unit: "point", bytes: body.count)
    }
    var expected = [UInt8](repeating: 0, count: body.count)
    let results = [
        result("zlib alone") { Zlib.uncompress(compressed, into: &expected) },
        // The span is used within the call only.
        try result("BodyDecoder") {
            unsafe try decoder.decode(compressed.span.bytes, .zlib, limit: 20 << 20, into: &output)
        },
    ]
    precondition(output.bytes == body && expected == body, "what came out isn't what went in")
    return results
}

/// zlib's functions for what is there as a whole.
private enum Zlib {
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(bytes.count))
        var compressed = [UInt8](repeating: 0, count: Int(count))
        // As many bytes are written as zlib has said, at most.
        let status = unsafe CZlib.compress(&compressed, &count, bytes, uLong(bytes.count))
        precondition(status == Z_OK, "zlib failed")
        return Array(compressed[..<Int(count)])
    }

    /// Inflates what is exactly as long as `output`.
    static func uncompress(_ bytes: [UInt8], into output: inout [UInt8]) {
        var count = uLongf(output.count)
        let status = unsafe CZlib.uncompress(&output, &count, bytes, uLong(bytes.count))
        precondition(status == Z_OK, "zlib failed")
    }
}
