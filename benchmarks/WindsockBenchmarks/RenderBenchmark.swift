internal import MetricCore

/// What a scrape costs: taking the snapshot, putting it in order, and writing the page.
func renderBenchmark(series: Int, isSmoke: Bool) throws -> [BenchmarkResult] {
    var page = try filledPage(series: series)
    var first = page.snapshot()
    first.sort()
    page.keepOrder(of: first)
    var buffer = TextBuffer()
    var pageSize = 0
    let measurement = Measurement(isSmoke: isSmoke) {
        var snapshot = page.snapshot()
        snapshot.sort()
        var text = PageText(snapshot)
        pageSize = 0
        var isUnfinished = true
        while isUnfinished {
            buffer.removeAll()
            isUnfinished = text.write(to: &buffer, size: 64 << 10)
            pageSize += buffer.count
        }
    }
    return [
        BenchmarkResult(
            name: "render, \(series) series", measurement: measurement, items: series, unit: "series", bytes: pageSize)
    ]
}

/// A page that has taken one point of each series.
private func filledPage(series: Int) throws -> Page {
    var registry = Registry()
    var batch = Batch()
    let options = PageOptions()
    var page = Page(options)
    for first in stride(from: 0, to: series, by: 1000) {
        let body = RequestBody.counters(min(1000, series - first), first: first)
        // The spans are used within the calls only.
        unsafe try batch.scan(body.span.bytes)
        unsafe try registry.resolve(&batch, in: body.span.bytes)
        var report = AbsorbReport()
        unsafe page.absorb(batch, in: body.span.bytes, &report)
        var translations: [SeriesKey: Result<TranslatedSeries, TranslationError>] = [:]
        for point in report.unknown {
            let series = registry.describe(point.key.series)
            let resource = TranslatedResource(series.resource, writer: [], options)
            translations[point.key] = Result { () throws(TranslationError) in
                try TranslatedSeries(series, of: resource, options)
            }
        }
        unsafe page.absorb(batch, in: body.span.bytes, knowing: translations, &report)
    }
    return page
}
