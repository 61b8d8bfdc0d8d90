internal import HTTPServer
internal import MetricCore

/// Answers scrapes on `/metrics`, whatever the method, as otelcol does, and shows the way there on `/`; any other path
/// is not there.
struct PageHandler: HTTPHandler {
    private let page: ServedPage
    private let offers: Set<PageFormat.Syntax>

    /// Makes a handler that serves a page in these ways of writing it.
    init(_ page: ServedPage, offers: Set<PageFormat.Syntax>) {
        self.page = page
        self.offers = offers
    }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        if head.path.equals("/metrics") { return .answer(scrape(head)) }
        guard head.path.equals("/"), head.method.equals("GET") || head.method.equals("HEAD") else {
            return .answer(.notFound)
        }
        return .answer(HTTPResponse(LandingPage.response))
    }

    func connectionClosed(_ connection: ConnectionID) {
        page.connectionClosed(connection)
    }

    private func scrape(_ head: borrowing RequestHead) -> sending HTTPResponse {
        let request = PageRequest(head, offers: offers)
        // The page itself isn't wanted, so none is made.
        let stream = head.method.equals("HEAD") ? NoStream() : page.stream(for: head, request)
        return HTTPResponse(
            status: 200, contentType: request.format.contentType, stream: stream, coding: request.coding)
    }
}

/// In the place of a body that isn't sent.
private final class NoStream: ResponseStream {
    func next(into piece: inout [UInt8]) {}
}
