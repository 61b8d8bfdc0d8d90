internal import HTTPServer
internal import MetricCore
internal import OTLPJSON
internal import Pipeline

/// How a request's messages are encoded, by its Content-Type; the answer has the same encoding.
enum OTLPEncoding: String {
    case protobuf = "application/x-protobuf"
    case json = "application/json"

    /// Nil for any other type, or none.
    init?(_ head: borrowing RequestHead) {
        guard let type = head.header("Content-Type")?.beforeParameters else { return nil }
        if type.equalsIgnoringCase(Self.protobuf.rawValue) {
            self = .protobuf
        } else if type.equalsIgnoringCase(Self.json.rawValue) {
            self = .json
        } else {
            return nil
        }
    }

    /// An answer that tells of an error.
    func response(status: Int, _ message: StatusMessage) -> HTTPResponse {
        HTTPResponse(
            status: status, contentType: rawValue, headers: status == 503 ? [Self.retryAfter] : [],
            body: self == .json ? message.json : message.protobuf)
    }

    /// Seconds after which a refused request may come again: soon enough for senders that give up after six.
    private static let retryAfter = HTTPHeader("Retry-After", "2")

    /// The answer to a request of which not all points are kept.
    func response(_ message: PartialSuccessMessage) -> HTTPResponse {
        HTTPResponse(status: 200, contentType: rawValue, body: self == .json ? message.json : message.protobuf)
    }

    /// The answer to a body that is no JSON, or not a request in it.
    func response(to error: JSONError) -> HTTPResponse {
        response(
            status: error.fault == .tooLarge ? 413 : 400,
            StatusMessage(code: .invalidArgument, message: "json: \(error)"))
    }

    /// The answer to a request that was not taken.
    func response(to failure: MetricsIntake.Failure) -> HTTPResponse {
        switch failure {
        case .malformed(let error):
            response(status: 400, StatusMessage(code: .invalidArgument, message: "proto: \(error)"))
        case .refused(.temporary(let reason)):
            response(status: 503, StatusMessage(code: .unavailable, message: reason))
        case .refused(.permanent(let reason)):
            response(status: 500, StatusMessage(code: .internal, message: "Permanent error: \(reason)"))
        }
    }
}
