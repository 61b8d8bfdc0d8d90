internal import HTTPServer

/// Answers scrapes on `/metrics`, whatever the method, as otelcol does; any other path is not there.
struct PageHandler: HTTPHandler {
    private let page: ServedPage

    /// Makes a handler that serves a page.
    init(_ page: ServedPage) {
        self.page = page
    }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        guard head.path.equals("/metrics") else { return .answer(.notFound) }
        let acceptsGzip = AcceptedEncoding(head.header("Accept-Encoding")?.string ?? "") == .gzip
        return .answer(
            HTTPResponse(
                status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                stream: page.stream(for: head), gzip: acceptsGzip))
    }

    func connectionClosed(_ connection: ConnectionID) {
        page.connectionClosed(connection)
    }
}
