internal import HTTPServer
internal import Pipeline

/// Stands before a component's own handler: answers browsers that ask what they may, and turns away who may not send.
final class AccessHandler: HTTPHandler {
    private let inner: any HTTPHandler
    private let gatekeeper: Gatekeeper?
    private let cors: CORSPolicy?
    private let responseHeaders: [HTTPHeader]

    init(_ inner: any HTTPHandler, _ gatekeeper: Gatekeeper?, _ settings: AccessSettings) {
        self.inner = inner
        self.gatekeeper = gatekeeper
        cors = settings.cors
        responseHeaders = settings.responseHeaders
    }

    func makeResponder() -> sending any HTTPResponder {
        inner.makeResponder()
    }

    func admit(_ head: borrowing RequestHead) -> sending Admission {
        if let cors, CORSPolicy.isPreflight(head) { return .answer(cors.preflight(head)) }
        guard let gatekeeper else { return inner.admit(head) }
        guard let verdict = gatekeeper.judge(head) else { return Self.later(inner, gatekeeper) }
        return Self.proceed(inner, head, verdict)
    }

    private static func later(_ inner: any HTTPHandler, _ gatekeeper: Gatekeeper) -> sending Admission {
        .later { head in proceed(inner, head, gatekeeper.verify(head)) }
    }

    private static func proceed(
        _ inner: any HTTPHandler, _ head: borrowing RequestHead, _ verdict: Verdict
    ) -> sending Admission {
        guard case .refused(let reason) = verdict else { return inner.admit(head) }
        return .answer(inner.deny(head, because: reason))
    }

    func refuse(_ head: borrowing RequestHead, because refusal: BodyRefusal) -> sending HTTPResponse {
        inner.refuse(head, because: refusal)
    }

    func deny(_ head: borrowing RequestHead, because reason: String) -> sending HTTPResponse {
        inner.deny(head, because: reason)
    }

    func headers(for head: borrowing RequestHead) -> [HTTPHeader] {
        guard let cors, !CORSPolicy.isPreflight(head) else { return responseHeaders }
        return cors.headers(for: head) + responseHeaders
    }

    func connectionClosed(_ connection: ConnectionID) {
        inner.connectionClosed(connection)
    }
}
