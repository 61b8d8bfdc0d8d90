internal import Configuration
internal import HTTPServer
internal import Locking
internal import Logging

/// Tells whoever asks whether the service is ready.
///
/// Any method is answered. The path `/`, like each that ends in a slash, stands for all paths below it.
final class HealthCheckHandler: HTTPHandler {
    /// What is answered instead of the JSON that otelcol answers.
    struct ResponseBody: Sendable {
        /// While the service is ready.
        var healthy: String
        /// Before and after.
        var unhealthy: String

        /// Takes both texts, which may be empty.
        init(healthy: String = "", unhealthy: String = "") {
            self.healthy = healthy
            self.unhealthy = unhealthy
        }
    }

    private let path: String
    private let responseBody: ResponseBody?
    private let clock: @Sendable () -> Int64
    // Since when the service is ready, if it is, in nanoseconds since 1970.
    private let readySince = Locked<Int64?>(nil)

    /// Not ready yet. `clock` gives the time in nanoseconds since 1970.
    init(
        path: String = "/", responseBody: ResponseBody? = nil,
        clock: @escaping @Sendable () -> Int64 = Logger.wallClock
    ) {
        self.path = path
        self.responseBody = responseBody
        self.clock = clock
    }

    /// Whether the service takes data; what is set is answered from now on.
    var isReady: Bool {
        get { readySince.withLock { $0 != nil } }
        set {
            let now = clock()
            readySince.withLock { $0 = newValue ? now : nil }
        }
    }

    /// Answers each request from its path alone.
    func admit(_ head: borrowing RequestHead) -> sending Admission {
        guard path.hasSuffix("/") ? head.path.hasPrefix(path) : head.path.equals(path) else {
            return .answer(.notFound)
        }
        let readySince = readySince.withLock { $0 }
        let status = readySince == nil ? 503 : 200
        if let responseBody {
            let text = readySince == nil ? responseBody.unhealthy : responseBody.healthy
            return .answer(HTTPResponse(status: status, contentType: "text/plain; charset=utf-8", body: text))
        }
        return .answer(HTTPResponse(status: status, contentType: "application/json", body: json(readySince)))
    }

    private func json(_ readySince: Int64?) -> String {
        guard let readySince else {
            // Go's zero time.
            return #"{"status":"Server not available","upSince":"0001-01-01T00:00:00Z","uptime":""}"#
        }
        let upSince = ISO8601.nanoseconds(readySince)
        let uptime = GoDuration.format(.nanoseconds(max(0, clock() - readySince)))
        return #"{"status":"Server available","upSince":"\#(upSince)","uptime":"\#(uptime)"}"#
    }
}
