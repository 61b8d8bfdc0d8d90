public import MetricCore

/// A page with all that stands before it: requests go in as bytes, the page comes out as text, and the clocks are set by
/// hand.
public final class TestPage {
    private let options: PageOptions
    private var registry: Registry
    private var batch: Batch
    /// What has become of the requests.
    public private(set) var content: Page
    /// In nanoseconds of the monotonic clock.
    public var now: UInt64 = 1_000_000_000
    /// In nanoseconds since 1970.
    public var clock: UInt64 = 1_760_000_000_000_000_000
    /// What has been said about families so far.
    public private(set) var conflicts: [FamilyConflict] = []
    /// How many series have been translated so far.
    public private(set) var translationCount = 0
    /// Why series aren't shown.
    public private(set) var errors: [TranslationError] = []
    /// Why points don't count.
    public private(set) var refusals: [PointRefusal] = []

    /// Makes an empty page that adds writers up; the registry takes off `writerAttributes`, the page's among them.
    public init(counting options: PageOptions, writerAttributes: [String] = ["service.instance.id"]) {
        self.options = options
        registry = Registry(RegistryOptions(writerAttributes: writerAttributes))
        batch = Batch()
        content = Page(options, writerAttributes: writerAttributes)
    }

    /// Makes an empty page that shows the newest values, as otelcol does.
    public convenience init(_ options: PageOptions = PageOptions()) {
        var options = options
        options.counting.writers = .last
        self.init(counting: options)
    }

    /// Takes the bytes of a request as an exporter does.
    public func push(_ request: [UInt8]) throws(WireError) {
        // The array outlives its span.
        try push(unsafe request.span.bytes)
    }

    /// Takes the bytes of a request as an exporter does.
    public func push(_ request: RawSpan) throws(WireError) {
        try batch.scan(request)
        batch.arrivalTime = now
        batch.arrivalClockTime = clock
        try registry.resolve(&batch, in: request)
        var report = AbsorbReport()
        var translations: [SeriesKey: Result<TranslatedSeries, TranslationError>] = [:]
        content.absorb(batch, in: request, &report)
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
            content.absorb(batch, in: request, knowing: translations, &report)
        }
        conflicts += report.conflicts
        refusals += report.refused.map(\.reason)
    }

    /// Removes what hasn't been seen for too long.
    public func expire(shown: ShownPages? = nil) {
        var next: Int? = 0
        while let first = next { next = content.expire(from: first, now: now, shown: shown) }
    }

    /// What a scrape begins with.
    public func snapshot() -> PageSnapshot {
        content.snapshot()
    }

    /// What a scrape ends with.
    public func keepOrder(of snapshot: PageSnapshot) {
        content.keepOrder(of: snapshot)
    }

    /// A whole scrape by one who has seen no page before.
    public var text: String { scrape(lastSeen: nil).text }

    /// A whole scrape by one who has seen a page of that version last, and the version of this one.
    public func scrape(lastSeen: UInt64?, shown: ShownPages? = nil) -> (text: String, version: UInt64) {
        expire(shown: shown)
        var snapshot = content.snapshot()
        snapshot.sort()
        content.keepOrder(of: snapshot)
        return (Self.text(of: snapshot, lastSeen: lastSeen), snapshot.version)
    }

    /// A whole scrape in a format, or a part of it.
    public func text(as format: PageFormat = PageFormat(), names: Set<String>? = nil) -> String {
        String(decoding: bytes(as: format, names: names), as: UTF8.self)
    }

    /// A whole scrape in a format, or a part of it, written in pieces of `size` bytes.
    public func bytes(as format: PageFormat, size: Int = .max, names: Set<String>? = nil) -> [UInt8] {
        var snapshot = content.snapshot()
        snapshot.sort()
        content.keepOrder(of: snapshot)
        return Self.bytes(of: snapshot.writer(as: format, names: names), size: size)
    }

    /// The lines of a whole scrape without those that begin with `#`.
    public var samples: [String] {
        text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// A snapshot as text, written in pieces of `size` bytes.
    public static func text(of snapshot: PageSnapshot, size: Int = .max, lastSeen: UInt64? = nil) -> String {
        String(decoding: bytes(of: snapshot.writer(lastSeen: lastSeen), size: size), as: UTF8.self)
    }

    private static func bytes(of writer: consuming any PageWriter, size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = TextBuffer()
        var isMore = true
        while isMore {
            buffer.removeAll()
            isMore = writer.write(to: &buffer, size: size)
            bytes += buffer.bytes
        }
        return bytes
    }
}
