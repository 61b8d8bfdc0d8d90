internal import MetricCore

/// What a scrape costs in each format: taking the snapshot, putting it in order, and writing the page; beside writing
/// the lines of a text page with Swift's own strings.
func renderBenchmark(series: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    var path = IngestPath()
    for first in stride(from: 0, to: series, by: 1000) {
        try path.push(RequestBody.of(points: min(1000, series - first), first: first, value: 12_345))
    }
    let formats: [(String, PageFormat)] = [
        ("text", PageFormat()), ("OpenMetrics", PageFormat(.openMetrics)), ("protobuf", PageFormat(.protobuf)),
    ]
    let pages = formats.map { name, format in
        var pageSize = 0
        var buffer = TextBuffer()
        let measurement = Measurement(isSmoke: isSmoke) {
            var writer = path.snapshot().writer(as: format)
            pageSize = 0
            var isUnfinished = true
            while isUnfinished {
                buffer.removeAll()
                isUnfinished = writer.write(to: &buffer, size: 64 << 10)
                pageSize += buffer.count
            }
        }
        return (name, measurement, pageSize)
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
