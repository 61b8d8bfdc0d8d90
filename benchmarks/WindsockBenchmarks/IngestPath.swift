internal import MetricCore

/// The way of a request's bytes to a page, without routes and locks: its stages one by one, and all together.
struct IngestPath: ~Copyable {
    /// The time of arrival in nanoseconds of the monotonic clock.
    var now: UInt64 = 1_000_000_000
    /// The same in nanoseconds since 1970: an hour after what requests say of themselves at first.
    var clock: UInt64 = RequestBody.begin + 3_600_000_000_000

    private let options: PageOptions
    private var registry: Registry
    private var batch: Batch
    private var page: Page

    /// Makes the way to an empty page.
    init(seriesMemory: UInt64 = RegistryOptions().seriesMemory, seriesLimit: Int = 4_000_000) {
        registry = Registry(RegistryOptions(seriesMemory: seriesMemory, seriesLimit: seriesLimit))
        batch = Batch()
        options = PageOptions(counting: CountingOptions(streamLimit: seriesLimit, seriesLimit: seriesLimit))
        page = Page(options)
    }

    /// How the page counts.
    var counting: CountingOptions { options.counting }

    // MARK: - Stages

    /// Finds what a request holds.
    mutating func scan(_ request: [UInt8]) throws {
        // The span is used within the call only, here and below.
        unsafe try batch.scan(request.span.bytes)
    }

    /// Finds the ids of what was scanned.
    mutating func resolve(_ request: [UInt8]) throws {
        batch.arrivalTime = now
        batch.arrivalClockTime = clock
        unsafe try registry.resolve(&batch, in: request.span.bytes)
    }

    /// Brings what was resolved to the page.
    mutating func absorb(_ request: [UInt8]) throws {
        var report = AbsorbReport()
        unsafe page.absorb(batch, in: request.span.bytes, &report)
        while !report.unknown.isEmpty {
            let translations = translate(report.unknown)
            unsafe page.absorb(batch, in: request.span.bytes, knowing: translations, &report)
        }
    }

    /// Ends the work on a request that was resolved.
    mutating func release() {
        registry.release(&batch)
    }

    /// Takes a request through all stages.
    mutating func push(_ request: [UInt8]) throws {
        try scan(request)
        try resolve(request)
        try absorb(request)
        release()
    }

    private func translate(_ unknown: [PointPlace]) -> [SeriesKey: Result<TranslatedSeries, TranslationError>] {
        var translations: [SeriesKey: Result<TranslatedSeries, TranslationError>] = [:]
        for place in unknown {
            let series = registry.describe(place.key.series)
            let resource = TranslatedResource(series.resource, writer: [], options)
            translations[place.key] = Result { () throws(TranslationError) in
                try TranslatedSeries(series, of: resource, options)
            }
        }
        return translations
    }

    // MARK: - Time

    /// Moves on by so many nanoseconds, and forgets what is to be forgotten by then.
    mutating func wait(_ nanoseconds: UInt64) {
        now += nanoseconds
        clock += nanoseconds
        var next: Int? = 0
        while let first = next { next = page.expire(from: first, now: now) }
    }

    /// Has the registry and the page forget series that nobody sends.
    mutating func forget() {
        while true {
            switch registry.forget(now: now) {
            case .again: continue
            case .tell(let series): page.forget(series)
            case .done: return
            }
        }
    }

    // MARK: - Scrapes

    /// What there is to show, in order.
    mutating func snapshot() -> PageSnapshot {
        var snapshot = page.snapshot()
        snapshot.sort()
        page.keepOrder(of: snapshot)
        return snapshot
    }

    /// The page as a text.
    mutating func text() -> String {
        var buffer = TextBuffer()
        var text = snapshot().writer()
        while text.write(to: &buffer, size: .max) {}
        return buffer.text
    }
}
