internal import HTTPServer
internal import MetricCore

/// What a scrape costs in each format, plain and as gzip: taking the snapshot, putting it in order, and writing the page; beside writing
/// the lines of a text page with Swift's own strings.
func renderBenchmark(series: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    var path = IngestPath()
    for first in stride(from: 0, to: series, by: 1000) {
        try path.push(RequestBody.of(points: min(1000, series - first), first: first, value: 12_345))
    }
    let formats: [(String, PageFormat)] = [
        ("text", PageFormat()), ("OpenMetrics", PageFormat(.openMetrics)), ("protobuf", PageFormat(.protobuf)),
    ]
    let pages = formats.flatMap { name, format in
        [false, true].map { isGzip in
            var pageSize = 0
            let measurement = Measurement(isSmoke: isSmoke) {
                pageSize = pageBytes(path.snapshot().writer(as: format), isGzip ? GzipCompressor() : nil)
            }
            return (isGzip ? "\(name), gzip" : name, measurement, pageSize)
        }
    }
    let names = path.text().split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        line[..<(line.lastIndex(of: " ") ?? line.endIndex)]
    }
    var strings = ""
    let naive = Measurement(isSmoke: isSmoke) {
        strings = ""
        for name in names { strings += "\(name) \(Double(12_345))\n" }
    }
    func result(_ name: String, _ measurement: Measurement, bytes: Int) -> BenchmarkResult {
        BenchmarkResult(
            name: "render, \(series) series: \(name)", measurement: measurement, items: series, unit: "series",
            bytes: bytes)
    }
    return [result("Swift's strings", naive, bytes: strings.utf8.count)]
        + pages.map { name, page, size in result(name, page, bytes: size) }
}

/// Writes a page in the pieces that a socket takes, and tells how many bytes they have.
private func pageBytes(_ writer: consuming any PageWriter, _ compressor: GzipCompressor?) -> Int {
    var writer = writer
    var buffer = TextBuffer()
    var compressed: [UInt8] = []
    var count = 0
    var isUnfinished = true
    while isUnfinished {
        buffer.removeAll()
        isUnfinished = writer.write(to: &buffer, size: 64 << 10)
        guard let compressor else {
            count += buffer.count
            continue
        }
        var piece = buffer.bytes
        compressed.removeAll(keepingCapacity: true)
        compressor.compress(&piece, isLast: !isUnfinished, into: &compressed)
        count += compressed.count
    }
    return count
}
