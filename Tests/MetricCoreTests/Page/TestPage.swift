@testable import MetricCore

/// A page with all that stands before it: requests go in as bytes, the page comes out as text, and the clocks are set by
/// hand.
final class TestPage {
    private let options: PageOptions
    private var registry: Registry
    private var batch: Batch
    private var page: Page
    /// In nanoseconds of the monotonic clock.
    var now: UInt64 = 1_000_000_000
    /// In nanoseconds since 1970.
    var clock: UInt64 = 1_760_000_000_000_000_000
    /// What has been said about families so far.
    private(set) var conflicts: [FamilyConflict] = []
    /// How many series have been translated so far.
    private(set) var translationCount = 0
    /// Why series aren't shown.
    private(set) var errors: [TranslationError] = []
    /// Why points don't count.
    private(set) var refusals: [PointRefusal] = []

    /// Makes an empty page that adds writers up; the registry takes off `writerAttributes`, the page's among them.
    init(counting options: PageOptions, writerAttributes: [String] = ["service.instance.id"]) {
        self.options = options
        registry = Registry(RegistryOptions(writerAttributes: writerAttributes))
        batch = Batch()
        page = Page(options, writerAttributes: writerAttributes)
    }

    /// Makes an empty page that shows the newest values, as otelcol does.
    convenience init(_ options: PageOptions = PageOptions()) {
        var options = options
        options.counting.writers = .last
        self.init(counting: options)
    }

    /// Takes the bytes of a request as an exporter does.
    func push(_ request: [UInt8]) throws {
        try push(unsafe request.span.bytes)
    }

    private func push(_ request: RawSpan) throws {
        try batch.scan(request)
        batch.arrivalTime = now
        batch.arrivalClockTime = clock
        try registry.resolve(&batch, in: request)
        var report = AbsorbReport()
        var translations: [SeriesKey: Result<TranslatedSeries, TranslationError>] = [:]
        page.absorb(batch, in: request, &report)
        while !report.unknown.isEmpty {
            for point in report.unknown {
                let writer = registry.writer(of: batch.resources[point.resource], of: batch, in: request)
                let series = registry.describe(point.key.series)
                translationCount += 1
                translations[point.key] = Result { () throws(TranslationError) in
                    try TranslatedSeries(
                        series, of: TranslatedResource(series.resource, writer: writer, options), options)
                }
                if case .failure(let error)? = translations[point.key] { errors.append(error) }
            }
            page.absorb(batch, in: request, knowing: translations, &report)
        }
        conflicts += report.conflicts
        refusals += report.refused.map(\.reason)
    }

    /// How many ways of points are known.
    var entryCount: Int { page.entries.count }

    /// Removes what hasn't been seen for too long.
    func expire(shown: ShownPages? = nil) {
        var next: Int? = 0
        while let first = next { next = page.expire(from: first, now: now, shown: shown) }
    }

    /// What a scrape begins with.
    func snapshot() -> PageSnapshot {
        page.snapshot()
    }

    /// What a scrape ends with.
    func keepOrder(of snapshot: PageSnapshot) {
        page.keepOrder(of: snapshot)
    }

    /// A whole scrape by one who has seen no page before.
    var text: String { scrape(lastSeen: nil).text }

    /// A whole scrape by one who has seen a page of that version last, and the version of this one.
    func scrape(lastSeen: UInt64?, shown: ShownPages? = nil) -> (text: String, version: UInt64) {
        expire(shown: shown)
        var snapshot = page.snapshot()
        snapshot.sort()
        page.keepOrder(of: snapshot)
        return (Self.text(of: snapshot, lastSeen: lastSeen), snapshot.version)
    }

    /// The lines of a whole scrape without those that begin with `#`.
    var samples: [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// A snapshot as text, written in pieces of `size` bytes.
    static func text(of snapshot: PageSnapshot, size: Int = .max, lastSeen: UInt64? = nil) -> String {
        var writer = PageText(snapshot, lastSeen: lastSeen)
        var text = ""
        var buffer = TextBuffer()
        var isMore = true
        while isMore {
            buffer.removeAll()
            isMore = writer.write(to: &buffer, size: size)
            text += buffer.text
        }
        return text
    }
}
