internal import HTTPServer
internal import Logging
internal import MetricCore
internal import Pipeline
internal import Serving

/// Answers `POST /v1/metrics` as otelcol does.
struct OTLPHandler: HTTPHandler {
    private let path: String
    private let maximumBodySize: Int
    private let compressionAlgorithms: CompressionAlgorithms
    private let intake: MetricsIntake
    private let clients: ClientReader
    private let limits: LimitLog
    private let wrongPaths: WrongPathLog

    init(_ settings: OTLPSettings.HTTP, _ intake: MetricsIntake, _ context: ComponentContext) {
        path = settings.metricsPath
        maximumBodySize = settings.maximumBodySize
        compressionAlgorithms = settings.compressionAlgorithms
        self.intake = intake
        clients = ClientReader(settings.listener, context)
        limits = LimitLog(context.logger)
        wrongPaths = WrongPathLog(context.logger, right: settings.metricsPath)
    }

    func makeResponder() -> sending any HTTPResponder {
        OTLPResponder(intake, clients, maximumBodySize: maximumBodySize, limits)
    }

    // MARK: - The head

    /// Looks at the content's coding, then at the path, the method and the type: the first that doesn't fit is told.
    func admit(_ head: borrowing RequestHead) -> sending Admission {
        guard let coding = compressionAlgorithms.coding(of: head) else {
            let name = head.header("Content-Encoding")?.string ?? ""
            return .answer(Self.earlyError(head, 400, .invalidArgument, "unsupported Content-Encoding: \(name)"))
        }
        guard head.path.equals(path) || head.path.percentDecoded == Array(path.utf8) else {
            wrongPaths.note(head)
            return .answer(.notFound)
        }
        guard head.method.equals("POST") else {
            return .answer(.text(405, "405 method not allowed, supported: [POST]"))
        }
        guard let encoding = OTLPEncoding(head) else { return .answer(.unsupportedType) }
        // A list of zeros in JSON, two bytes each, becomes one of eight bytes each in protobuf.
        return .body(limit: maximumBodySize, coding: coding, growth: encoding == .json ? 4 : 0)
    }

    /// An error found before the type was looked at; otelcol can't word it in a type that it doesn't know.
    private static func earlyError(
        _ head: borrowing RequestHead, _ status: Int, _ code: StatusCode, _ message: String
    ) -> sending HTTPResponse {
        let isTyped = head.header("Content-Type") != nil
        guard let encoding = OTLPEncoding(head) ?? (isTyped ? nil : .json) else {
            return HTTPResponse(
                status: 500, contentType: OTLPEncoding.json.rawValue,
                body: "{\"code\": 13, \"message\": \"failed to marshal error message\"}")
        }
        return encoding.response(status: status, StatusMessage(code: code, message: message))
    }

    func deny(_ head: borrowing RequestHead, because reason: String) -> sending HTTPResponse {
        Self.earlyError(head, 401, .unauthenticated, reason)
    }

    func refuse(_ head: borrowing RequestHead, because refusal: BodyRefusal) -> sending HTTPResponse {
        guard let encoding = OTLPEncoding(head) else { return .unsupportedType }
        let code: StatusCode =
            switch refusal {
            case .tooLarge, .malformed: .invalidArgument
            case .overloaded: .unavailable
            }
        return encoding.response(
            status: refusal.status, StatusMessage(code: code, message: refusal.description))
    }
}

extension HTTPResponse {
    /// The answer to a type of content that isn't OTLP's.
    static var unsupportedType: HTTPResponse {
        text(415, "415 unsupported media type, supported: [application/json, application/x-protobuf]")
    }

    fileprivate static func text(_ status: Int, _ body: String) -> HTTPResponse {
        HTTPResponse(status: status, contentType: "text/plain", body: body)
    }
}
