internal import HTTPServer
internal import Logging
internal import MetricCore
internal import OTLPJSON
internal import Pipeline

/// Answers `POST /v1/metrics` as otelcol does.
struct OTLPHandler: HTTPHandler {
    private let path: String
    private let maximumBodySize: Int
    private let compressionAlgorithms: CompressionAlgorithms
    private let intake: MetricsIntake
    private let logger: Logger
    private let limits: LimitLog

    private let accepted = PreparedResponse(status: 200, contentType: OTLPEncoding.protobuf.rawValue, body: [0x0a, 0])
    private let acceptedJSON = PreparedResponse(
        status: 200, contentType: OTLPEncoding.json.rawValue, body: Array("{\"partialSuccess\":{}}".utf8))

    init(_ settings: OTLPSettings.HTTP, _ intake: MetricsIntake, _ logger: Logger) {
        path = settings.metricsPath
        maximumBodySize = settings.maximumBodySize
        compressionAlgorithms = settings.compressionAlgorithms
        self.intake = intake
        self.logger = logger
        limits = LimitLog(logger)
    }

    /// What a call uses and leaves for the next one.
    final class Scratch {
        fileprivate var batch: Batch
        fileprivate lazy var transcoder = JSONTranscoder()

        fileprivate init(_ batch: consuming Batch) {
            self.batch = batch
        }
    }

    func makeScratch() -> Scratch { Scratch(Batch()) }

    // MARK: - The head

    /// Looks at the content's coding, then at the path, the method and the type: the first that doesn't fit is told.
    func admit(_ head: borrowing RequestHead) -> sending Admission {
        guard let coding = compressionAlgorithms.coding(of: head) else {
            let name = head.header("Content-Encoding")?.string ?? ""
            return .answer(Self.earlyError(head, "unsupported Content-Encoding: \(name)"))
        }
        guard head.path.equals(path) || head.path.percentDecoded == Array(path.utf8) else {
            return .answer(.notFound)
        }
        guard head.method.equals("POST") else {
            return .answer(Self.text(405, "405 method not allowed, supported: [POST]"))
        }
        guard OTLPEncoding(head) != nil else { return .answer(Self.unsupportedType) }
        return .body(limit: maximumBodySize, coding: coding)
    }

    /// An error found before the type was looked at; otelcol can't word it in a type that it doesn't know.
    private static func earlyError(_ head: borrowing RequestHead, _ message: String) -> sending HTTPResponse {
        let isTyped = head.header("Content-Type") != nil
        guard let encoding = OTLPEncoding(head) ?? (isTyped ? nil : .json) else {
            return HTTPResponse(
                status: 500, contentType: OTLPEncoding.json.rawValue,
                body: "{\"code\": 13, \"message\": \"failed to marshal error message\"}")
        }
        return encoding.response(status: 400, StatusMessage(code: .invalidArgument, message: message))
    }

    // MARK: - The body

    func respond(to head: borrowing RequestHead, body: RawSpan, scratch: inout Scratch) -> sending HTTPResponse {
        switch OTLPEncoding(head) {
        case .protobuf?:
            do {
                return answer(in: .protobuf, try intake.consume(body, &scratch.batch))
            } catch {
                return OTLPEncoding.protobuf.response(to: error)
            }
        case .json?: return respond(toJSON: body, scratch)
        case nil: return Self.unsupportedType
        }
    }

    private func respond(toJSON body: RawSpan, _ scratch: Scratch) -> sending HTTPResponse {
        defer { scratch.transcoder.removeAll() }
        do throws(JSONError) {
            try scratch.transcoder.transcode(body, limit: maximumBodySize)
        } catch {
            return respond(toMislabelled: body, scratch) ?? OTLPEncoding.json.response(to: error)
        }
        do {
            // The array outlives its span.
            return answer(in: .json, unsafe try intake.consume(scratch.transcoder.message.span.bytes, &scratch.batch))
        } catch {
            return OTLPEncoding.json.response(to: error)
        }
    }

    /// Answers a request in protobuf that is labelled JSON, as Airflow 2.11 does it; nil if it isn't protobuf either.
    private func respond(toMislabelled body: RawSpan, _ scratch: Scratch) -> sending HTTPResponse? {
        guard body.beginsLikeRequest else { return nil }
        do {
            let report = try intake.consume(body, &scratch.batch)
            limits.note("A sender labels its protobuf bodies application/json, as Airflow 2.11 does; they are taken")
            return answer(in: .json, report)
        } catch .malformed {
            return nil
        } catch {
            return OTLPEncoding.json.response(to: error)
        }
    }

    /// The answer to a request that was taken.
    private func answer(in encoding: OTLPEncoding, _ report: IntakeReport) -> sending HTTPResponse {
        limits.note(
            "There are too many series: points of further ones go to the overflow series of their metrics",
            count: report.overflowedPoints)
        limits.note(
            "There are too many resources, scopes or metrics: points of further ones are rejected",
            count: report.unidentifiedPoints)
        guard report.rejected.isEmpty else {
            return encoding.response(
                PartialSuccessMessage(rejectedPoints: report.rejected.count, message: report.reason))
        }
        return HTTPResponse(encoding == .json ? acceptedJSON : accepted)
    }

    func refuse(_ head: borrowing RequestHead, because refusal: BodyRefusal) -> sending HTTPResponse {
        guard let encoding = OTLPEncoding(head) else { return Self.unsupportedType }
        let code: StatusCode =
            switch refusal {
            case .tooLarge, .malformed: .invalidArgument
            case .overloaded: .unavailable
            }
        return encoding.response(
            status: refusal.status, StatusMessage(code: code, message: refusal.description))
    }

    // MARK: - Constant answers

    private static var unsupportedType: HTTPResponse {
        text(415, "415 unsupported media type, supported: [application/json, application/x-protobuf]")
    }

    private static func text(_ status: Int, _ body: String) -> HTTPResponse {
        HTTPResponse(status: status, contentType: "text/plain", body: body)
    }
}
