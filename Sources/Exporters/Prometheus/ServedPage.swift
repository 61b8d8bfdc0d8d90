internal import HTTPServer
internal import Locking
internal import MetricCore
internal import Pipeline

/// A page, and those who scrape it.
final class ServedPage: Sendable {
    private let page: Locked<Page>
    private let scrapers = Locked(Scrapers())
    private let showsValuesBefore: Bool
    private let tellLeftOut: @Sendable (String) -> Void

    /// Makes an empty page.
    ///
    /// - Parameters:
    ///   - showsValuesBefore: Whether each scraper is shown a new counter once with the value that it had before.
    ///   - tellLeftOut: Is told with each scrape which families it doesn't show, by their names.
    init(
        _ page: consuming sending Page, showsValuesBefore: Bool, tellLeftOut: @escaping @Sendable (String) -> Void
    ) {
        self.page = Locked(page)
        self.showsValuesBefore = showsValuesBefore
        self.tellLeftOut = tellLeftOut
    }

    /// Runs `change` with the page's lock held.
    func withPage<Result>(_ change: (inout sending Page) -> sending Result) -> sending Result {
        page.withLock(change)
    }

    /// Takes off the page what has expired.
    func expire() {
        let now = monotonicNanoseconds()
        let shown = scrapers.withLock { $0.shown(now: now) }
        var next: Int? = 0
        while let first = next { next = page.withLock { $0.expire(from: first, now: now, shown: shown) } }
    }

    /// What there is to show, in order.
    func snapshot() -> PageSnapshot {
        expire()
        var snapshot = page.withLock { $0.snapshot() }
        snapshot.sort()
        page.withLock { $0.keepOrder(of: snapshot) }
        return snapshot
    }

    // MARK: - Scrapes

    /// The body of the answer to a scrape.
    func stream(for head: borrowing RequestHead, _ request: PageRequest) -> sending any ResponseStream {
        guard showsValuesBefore, let appearance = Scrapers.Appearance(head) else {
            return PageStream(writer(of: snapshot(), request))
        }
        let connection = head.connectionID
        let scrape = scrapers.withLock { $0.begin(appearance, on: connection, now: monotonicNanoseconds()) }
        let snapshot = snapshot()
        let text = writer(of: snapshot, request, lastSeen: scrape.lastSeen)
        // Of a part of the page nothing can be told.
        guard head.method.equals("GET"), request.names == nil else { return PageStream(text) }
        return PageStream(text) { [scrapers] in
            scrapers.withLock { $0.finish(scrape, version: snapshot.version, time: snapshot.time) }
        }
    }

    private func writer(
        of snapshot: PageSnapshot, _ request: PageRequest, lastSeen: UInt64? = nil
    ) -> any PageWriter {
        let writer = snapshot.writer(as: request.format, lastSeen: lastSeen, names: request.names)
        writer.leftOut.forEach(tellLeftOut)
        return writer
    }

    func connectionClosed(_ connection: ConnectionID) {
        scrapers.withLock { $0.connectionClosed(connection) }
    }
}

/// A page on its way to a scraper.
private final class PageStream: ResponseStream {
    private static let pieceSize = 64 << 10

    private var text: any PageWriter
    private var buffer = TextBuffer()
    private let noteSeen: () -> Void

    /// Begins to send a page; `noteSeen` is called when it has been sent to its end.
    init(_ text: any PageWriter, noteSeen: @escaping () -> Void = {}) {
        self.text = text
        self.noteSeen = noteSeen
    }

    func next(into piece: inout [UInt8]) {
        buffer.removeAll()
        _ = text.write(to: &buffer, size: Self.pieceSize)
        piece = buffer.bytes
    }

    func finished(completely: Bool) {
        if completely { noteSeen() }
    }
}
