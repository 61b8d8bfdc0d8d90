import MetricCore

/// A page with all that stands before it: requests go in as bytes, the page comes out as text, and the clock is set by
/// hand.
final class TestPage {
    private let options: PageOptions
    private var registry = Registry()
    private var batch: Batch
    private var page: Page
    /// In nanoseconds of the monotonic clock.
    var now: UInt64 = 1_000_000_000
    /// What has been said about families so far.
    private(set) var conflicts: [FamilyConflict] = []
    /// How many series have been translated so far.
    private(set) var translationCount = 0
    /// Why series aren't shown.
    private(set) var errors: [TranslationError] = []

    init(_ options: PageOptions = PageOptions()) {
        self.options = options
        batch = registry.makeBatch()
        page = Page(options)
    }

    /// Takes the bytes of a request as an exporter does.
    func push(_ request: [UInt8]) throws {
        try push(unsafe request.span.bytes)
    }

    private func push(_ request: RawSpan) throws {
        try batch.scan(request)
        try registry.resolve(&batch, in: request)
        batch.arrivalTime = now
        let unknown = page.absorb(batch, in: request)
        var translations: [SeriesKey: TranslatedSeries] = [:]
        for point in unknown {
            let writer = registry.writer(of: batch.resources[point.resource], of: batch, in: request)
            translationCount += 1
            do {
                translations[point.key] = try TranslatedSeries(
                    registry.describe(point.key.series), writer: writer, options)
            } catch {
                errors.append(error)
            }
        }
        conflicts += page.absorb(unknown, translations, batch, in: request)
    }

    /// Removes what hasn't been seen for too long.
    func expire() {
        page.expire(now: now)
    }

    /// What a scrape begins with.
    func snapshot() -> PageSnapshot {
        page.snapshot()
    }

    /// What a scrape ends with.
    func keepOrder(of snapshot: PageSnapshot) {
        page.keepOrder(of: snapshot)
    }

    /// A whole scrape.
    var text: String {
        page.expire(now: now)
        var snapshot = page.snapshot()
        snapshot.sort()
        page.keepOrder(of: snapshot)
        return Self.text(of: snapshot)
    }

    /// The lines of a whole scrape without those that begin with `#`.
    var samples: [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// A snapshot as text, written in pieces of `size` bytes.
    static func text(of snapshot: PageSnapshot, size: Int = .max) -> String {
        var writer = PageText(snapshot)
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
