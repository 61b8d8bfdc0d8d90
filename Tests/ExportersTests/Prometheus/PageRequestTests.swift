import HTTPServer
import Locking
import MetricCore
import TestClient
import Testing

@testable import Exporters

struct PageRequestTests {
    private static let all: Set<PageFormat.Syntax> = [
        .text, .text1, .openMetrics, .openMetrics0, .protobuf, .protobufText, .protobufCompactText,
    ]
    private static let byDefault: Set<PageFormat.Syntax> = [.text, .text1, .protobuf]
    private static let otelcol: Set<PageFormat.Syntax> = [.text, .protobuf]

    private static let protobuf =
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding="
    private static let prometheus2 =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus2Native =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
        + "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus3 =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
        + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2"

    @Test(
        arguments: [
            ("", PageFormat()), ("*/*", PageFormat()), ("text/html", PageFormat()), ("text/*", PageFormat()),
            ("text/plain", PageFormat()), ("TEXT/Plain; Version=0.0.4", PageFormat()), (",;,=", PageFormat()),
            ("text/plain; version=9", PageFormat()), ("text/plain; version=1.0.0", PageFormat(.text1)),
            ("application/openmetrics-text; version=1.0.0; q=0.2, text/plain; version=0.0.4; q=0.9", PageFormat()),
            ("application/openmetrics-text; version=1.0.0; q=0", PageFormat(.openMetrics)),
            ("application/openmetrics-text; version=0.0.1", PageFormat(.openMetrics0)),
            ("application/openmetrics-text", PageFormat(.openMetrics0)),
            ("application/openmetrics-text; version=2.0.0", PageFormat()),
            ("application/openmetrics-text; version=1.0.0, text/plain", PageFormat(.openMetrics)),
            ("text/plain, application/openmetrics-text; version=1.0.0", PageFormat()),
            (prometheus2, PageFormat(.openMetrics)), (prometheus2Native, PageFormat(.protobuf)),
            (prometheus3, PageFormat(.openMetrics, escaping: .none)),
            (protobuf + "delimited", PageFormat(.protobuf)), (protobuf + "text", PageFormat(.protobufText)),
            (protobuf + "compact-text, text/plain; version=1.0.0", PageFormat(.protobufCompactText)),
            (protobuf + "runes, text/plain; version=1.0.0", PageFormat(.text1)),
            ("application/vnd.google.protobuf; proto=Other; encoding=delimited", PageFormat()),
            ("application/vnd.google.protobuf", PageFormat()),
        ])
    func `the first of the offered formats is taken, by weight`(field: String, format: PageFormat) {
        #expect(PageFormat(accepted: field, offers: Self.all) == format)
    }

    @Test(
        arguments: [
            ("text/plain; version=0.0.4; escaping=dots", PageFormat(escaping: .dots)),
            ("text/plain; version=0.0.4; escaping=values", PageFormat(escaping: .values)),
            ("text/plain; escaping=underscores", PageFormat()), ("text/plain; escaping=runes", PageFormat()),
            ("text/html; escaping=allow-utf-8", PageFormat(escaping: .none)),
            ("text/html; escaping=dots, text/plain; q=0.5", PageFormat(escaping: .dots)),
            ("text/html; escaping=dots, text/plain; q=0.5; escaping=values", PageFormat(escaping: .values)),
            ("text/plain, text/html; q=0.5; escaping=dots", PageFormat()),
            ("text/html; escaping=dots, text/plain; q=0.5; escaping=x", PageFormat(escaping: .dots)),
        ])
    func `the escaping is what was named last until then`(field: String, format: PageFormat) {
        #expect(PageFormat(accepted: field, offers: Self.all) == format)
    }

    @Test(
        arguments: [
            (prometheus2, byDefault, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"),
            (prometheus2Native, byDefault, "\(protobuf)delimited; escaping=underscores"),
            (prometheus3, byDefault, "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8"),
            (prometheus3, otelcol, "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8"),
            (
                "text/plain; version=1.0.0; escaping=allow-utf-8", otelcol,
                "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8"
            ),
            (protobuf + "text", [.protobufText], "\(protobuf)text; escaping=underscores"),
            (
                protobuf + "compact-text; escaping=dots", [.protobufCompactText],
                "\(protobuf)compact-text; escaping=dots"
            ),
            (prometheus2, [], "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"),
        ] as [(String, Set<PageFormat.Syntax>, String)])
    func `what isn't offered isn't taken`(field: String, offers: Set<PageFormat.Syntax>, contentType: String) {
        #expect(PageFormat(accepted: field, offers: offers).contentType == contentType)
    }

    @Test(
        arguments: [
            ("/metrics", nil), ("/metrics?name=a", nil), ("/metrics?name[]=a", ["a"]), ("/metrics?name[]=", [""]),
            ("/metrics?name%5B%5D=a%5Fb&name[]=c&name[]=c", ["a_b", "c"]),
        ] as [(String, Set<String>?)])
    func `the names are those of the query`(target: String, names: Set<String>?) throws {
        #expect(try request("GET \(target)").names == names)
    }

    @Test func `the fields of the head are read`() throws {
        let request = try request("GET /metrics", "accept: text/plain;version=1.0.0", "Accept-encoding: zstd")
        #expect(request.format == PageFormat(.text1))
        #expect(request.coding == .zstd)
    }

    /// What a request that is sent asks for.
    private func request(_ line: String, _ fields: String...) throws -> PageRequest {
        let handler = RecordingHandler()
        let server = try HTTPServer(ServerSettings(host: "127.0.0.1", port: 0, threads: 1), handler)
        defer { server.stop() }
        let client = Client(port: server.port)
        client.send("\(line) HTTP/1.1\r\nHost: x\r\n\(fields.map { "\($0)\r\n" }.joined())\r\n")
        _ = client.answer()
        return try #require(handler.request.withLock { $0 })
    }

    private final class RecordingHandler: HTTPHandler {
        let request = Locked<PageRequest?>(nil)

        func admit(_ head: borrowing RequestHead) -> sending Admission {
            let read = PageRequest(head, offers: PageRequestTests.all)
            request.withLock { $0 = read }
            return .answer(.notFound)
        }
    }
}
