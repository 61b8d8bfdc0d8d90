import Dispatch
import Synchronization

/// Leads each request through its handler: on the thread whose event loop read it, or, when its body is large, on one
/// that all large bodies share.
final class Dispatcher: Sendable {
    private let handler: any HTTPHandler
    let settings: ServerSettings
    private let state: ServerState
    private let workspaces: Pool<Workspace>

    init(_ handler: any HTTPHandler, _ settings: ServerSettings, _ state: ServerState) {
        self.handler = handler
        self.settings = settings
        self.state = state
        let decodedBytesKept = settings.largeBodyBytes
        workspaces = Pool(capacity: settings.threads + 1) {
            Workspace(handler.makeResponder(), decodedBytesKept: decodedBytesKept)
        }
    }

    /// Takes a request whose head has come. False closes the connection.
    func begin(_ request: Request, _ exchange: Exchange) -> Bool {
        let connection = request.connection.record
        connection.beginRequest()
        exchange.connection = connection
        let head = RequestHead(request)
        if let refusal = refusal(request, head) { return request.connection.send(exchange, refusal, closes: true) }
        return proceed(request, exchange, handler.admit(head))
    }

    /// Goes on with a request as was decided.
    func proceed(_ request: Request, _ exchange: Exchange, _ admission: Admission) -> Bool {
        let head = RequestHead(request)
        switch admission {
        case .body(let limit, let coding, let growth):
            let declared = head.header("Content-Length")?.decimal
            exchange.admitBody(limit: limit, coding: coding, growth: growth, declared: declared)
        case .answer(let response):
            exchange.response = response
        case .later(let decide):
            guard state.reserveDecision() else {
                settings.limitReached(.decisions, head.peer)
                exchange.response = handler.refuse(head, because: .overloaded)
                break
            }
            wait(request, exchange, decide)
            return true
        }
        // An answer before the body ends the connection, and with it whatever else was sent on it. So what nobody wants
        // is read nevertheless, unless it hasn't been sent yet or is too much.
        return !exchange.isUnwanted || !mustAnswerNow(head, exchange) || answer(request, exchange)
    }

    /// Takes the next bytes of the body. False closes the connection.
    func take(_ bytes: RawSpan, _ exchange: Exchange) -> Bool {
        exchange.connection?.enter(.body)
        return exchange.take(bytes, budget: state.budget, discardedBytesMax: settings.discardedBytesMax)
    }

    /// Answers a request that has come whole, or whose answer is there by now. False closes the connection.
    func answer(_ request: Request, _ exchange: Exchange) -> Bool {
        let head = RequestHead(request)
        if exchange.response == nil {
            if let refusal = exchange.refusal {
                exchange.response = refuse(head, because: refusal)
            } else if let response = respond(to: head, exchange, bytesMax: settings.largeBodyBytes) {
                exchange.response = response
            } else {
                workOff(request, exchange)
                return true
            }
        }
        guard let response = exchange.response else { return false }
        return request.connection.send(
            exchange, response, adding: handler.headers(for: head), headOnly: head.method.equals("HEAD"),
            closes: state.isStopping || !settings.keepsConnections)
    }

    /// Is told that a connection is closed.
    func connectionClosed(_ connection: ConnectionID) {
        handler.connectionClosed(connection)
    }

    /// The answer to a request whose head can't be; nil if it can.
    private func refusal(_ request: Request, _ head: borrowing RequestHead) -> HTTPResponse? {
        let census = request.connection.census
        if census.exceeds(settings.headersMax) {
            settings.limitReached(.headerFields, request.connection.peer)
            return HeaderCensus.tooManyFields
        }
        if let refusal = census.refusal() { return refusal }
        guard census.hasTransferEncoding, head.header("Transfer-Encoding")?.equalsIgnoringCase("chunked") != true
        else { return nil }
        return HeaderCensus.unknownTransferEncoding
    }

    /// Has a decision made aside; its connection rests meanwhile.
    private func wait(
        _ request: Request, _ exchange: Exchange, _ decide: @escaping @Sendable (borrowing RequestHead) -> Admission
    ) {
        request.connection.suspend()
        exchange.connection?.enter(.work)
        state.decide { [self] in
            let head = RequestHead(request)
            exchange.decide(state.isAbandoned ? .answer(handler.refuse(head, because: .overloaded)) : decide(head))
            request.connection.resume()
        }
    }

    private func mustAnswerNow(_ head: borrowing RequestHead, _ exchange: Exchange) -> Bool {
        if head.header("Expect")?.equalsIgnoringCase("100-continue") == true { return true }
        guard let declared = head.header("Content-Length")?.decimal else { return false }
        // Who sends what is merely too much is patient; who may not send at all needn't be.
        return declared > (exchange.response == nil ? settings.discardedBytesMax : settings.uninvitedBytesMax)
    }

    /// Has the handler answer; nil when the body, as sent or decoded, is of more bytes than `bytesMax`.
    private func respond(to head: borrowing RequestHead, _ exchange: Exchange, bytesMax: Int) -> HTTPResponse? {
        let body = exchange.body
        guard body.count <= bytesMax else { return nil }
        let workspace = workspaces.take()
        defer { workspaces.give(workspace) }
        do {
            return try workspace.respond(to: head, exchange, limit: min(exchange.limit, bytesMax), state.budget)
        } catch .tooLarge where bytesMax < exchange.limit {
            return nil
        } catch {
            return refuse(head, because: error)
        }
    }

    private func refuse(_ head: borrowing RequestHead, because refusal: BodyRefusal) -> HTTPResponse {
        if refusal == .overloaded { settings.limitReached(.bodyBytes, head.peer) }
        return handler.refuse(head, because: refusal)
    }

    /// Answers a request on the thread for large bodies; its connection rests meanwhile.
    private func workOff(_ request: Request, _ exchange: Exchange) {
        request.connection.suspend()
        exchange.connection?.enter(.work)
        state.largeBodies.async { [self] in
            let head = RequestHead(request)
            exchange.response =
                state.isAbandoned
                ? handler.refuse(head, because: .overloaded)
                : respond(to: head, exchange, bytesMax: .max)
            request.connection.resume()
        }
    }
}
