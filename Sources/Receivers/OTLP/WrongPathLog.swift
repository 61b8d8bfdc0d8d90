internal import HTTPServer
internal import Logging

/// Tells once of each path that senders ask for in vain: most clients lose their metrics to a 404 without a word.
struct WrongPathLog: Sendable {
    private let logger: Logger
    private let right: String
    private let limiter = RepeatLimiter<String>(interval: .seconds(24 * 60 * 60), capacity: 100)

    /// Longer paths are cut.
    private static let shownBytes = 200

    init(_ logger: Logger, right: String) {
        self.logger = logger
        self.right = right
    }

    func note(_ head: borrowing RequestHead) {
        guard head.method.equals("POST") else { return }
        let path = String(decoding: head.path.string.utf8.prefix(Self.shownBytes), as: UTF8.self)
        guard limiter.admits(path) else { return }
        logger.warn(
            "A sender's path isn't there, and what it sends is lost",
            ["path": .string(path), "client": .string("\(head.peer)"), "advice": .string(advice(path))])
    }

    private func advice(_ path: String) -> String {
        switch path {
        case "/v1/traces", "/v1/logs": "only metrics are taken: switch traces and logs off in the sender"
        default:
            "metrics are taken on \(right): an SDK wants OTEL_EXPORTER_OTLP_ENDPOINT=http://HOST:PORT, or "
                + "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://HOST:PORT\(right)"
        }
    }
}
