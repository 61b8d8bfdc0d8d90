internal import HTTPServer
internal import MetricCore

/// Answers scrapes on `/metrics`, whatever the method, as otelcol does; any other path is not there.
struct PageHandler: HTTPHandler {
    private let snapshot: @Sendable () -> PageSnapshot?

    /// Makes a handler of the pages that `snapshot` takes; nil once the exporter has gone.
    init(snapshot: @escaping @Sendable () -> PageSnapshot?) {
        self.snapshot = snapshot
    }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        guard head.path.equals("/metrics"), let snapshot = snapshot() else {
            return .answer(.notFound)
        }
        let acceptsGzip = AcceptedEncoding(head.header("Accept-Encoding")?.string ?? "") == .gzip
        return .answer(
            HTTPResponse(
                status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                stream: PageStream(snapshot), gzip: acceptsGzip))
    }
}

/// A page on its way to a scraper.
private final class PageStream: ResponseStream {
    private static let pieceSize = 64 << 10

    private var text: PageText
    private var buffer = TextBuffer()

    init(_ snapshot: PageSnapshot) {
        text = PageText(snapshot)
    }

    func next(into piece: inout [UInt8]) {
        buffer.removeAll()
        _ = text.write(to: &buffer, size: Self.pieceSize)
        piece = buffer.bytes
    }
}
