internal import HTTPServer
internal import Logging
internal import MetricCore
internal import OTLPJSON
internal import Pipeline
internal import Serving

/// Takes the bodies of requests, one after the other, always with the same memory.
final class OTLPResponder: HTTPResponder {
    private let intake: MetricsIntake
    private let clients: ClientReader
    private let maximumBodySize: Int
    private let limits: LimitLog
    private var batch = Batch()
    private lazy var transcoder = JSONTranscoder()

    private static let accepted = PreparedResponse(
        status: 200, contentType: OTLPEncoding.protobuf.rawValue, body: [0x0a, 0])
    private static let acceptedJSON = PreparedResponse(
        status: 200, contentType: OTLPEncoding.json.rawValue, body: Array("{\"partialSuccess\":{}}".utf8))

    init(_ intake: MetricsIntake, _ clients: ClientReader, maximumBodySize: Int, _ limits: LimitLog) {
        self.intake = intake
        self.clients = clients
        self.maximumBodySize = maximumBodySize
        self.limits = limits
    }

    func respond(to head: borrowing RequestHead, body: RawSpan) -> sending HTTPResponse {
        switch OTLPEncoding(head) {
        case .protobuf?:
            do {
                return answer(in: .protobuf, try intake.consume(body, &batch, from: client(of: head)))
            } catch {
                return OTLPEncoding.protobuf.response(to: error)
            }
        case .json?: return respond(toJSON: body, from: client(of: head))
        case nil: return .unsupportedType
        }
    }

    /// Who sent a request; nil if nobody asks.
    private func client(of head: borrowing RequestHead) -> ClientInformation? {
        intake.looksAtClient ? clients.client(of: head) : nil
    }

    private func respond(toJSON body: RawSpan, from client: ClientInformation?) -> sending HTTPResponse {
        defer { transcoder.removeAll() }
        do throws(JSONError) {
            try transcoder.transcode(body, limit: maximumBodySize)
        } catch {
            return respond(toMislabelled: body, from: client) ?? OTLPEncoding.json.response(to: error)
        }
        do {
            // The array outlives its span.
            return answer(in: .json, unsafe try intake.consume(transcoder.message.span.bytes, &batch, from: client))
        } catch {
            return OTLPEncoding.json.response(to: error)
        }
    }

    /// Answers a request in protobuf that is labelled JSON, as Airflow 2.11 does it; nil if it isn't protobuf either.
    private func respond(toMislabelled body: RawSpan, from client: ClientInformation?) -> sending HTTPResponse? {
        guard body.beginsLikeRequest else { return nil }
        do {
            let report = try intake.consume(body, &batch, from: client)
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
        guard report == .taken else { return answer(in: encoding, withLimitsOf: report) }
        return accepted(in: encoding)
    }

    private func answer(in encoding: OTLPEncoding, withLimitsOf report: IntakeReport) -> sending HTTPResponse {
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
        return accepted(in: encoding)
    }

    private func accepted(in encoding: OTLPEncoding) -> sending HTTPResponse {
        HTTPResponse(encoding == .json ? Self.acceptedJSON : Self.accepted)
    }
}
