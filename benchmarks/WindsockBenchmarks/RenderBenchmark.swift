internal import MetricCore

/// What a scrape costs: taking the snapshot, putting it in order, and writing the page; beside writing the page's lines
/// with Swift's own strings.
func renderBenchmark(series: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    var path = IngestPath()
    for first in stride(from: 0, to: series, by: 1000) {
        try path.push(RequestBody.of(points: min(1000, series - first), first: first, value: 12_345))
    }
    var buffer = TextBuffer()
    var pageSize = 0
    let page = Measurement(isSmoke: isSmoke) {
        var text = path.snapshot().writer()
        pageSize = 0
        var isUnfinished = true
        while isUnfinished {
            buffer.removeAll()
            isUnfinished = text.write(to: &buffer, size: 64 << 10)
            pageSize += buffer.count
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
    return [result("Swift's strings", naive, bytes: strings.utf8.count), result("page", page, bytes: pageSize)]
}
