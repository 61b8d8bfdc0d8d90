internal import HTTPServer
internal import Pipeline

/// Asks an authenticator about each request.
struct Gatekeeper: Sendable {
    private let authenticator: any Authenticator
    /// The query parameter in which credentials may be, and whether it goes before the header field.
    private let parameter: String?
    private let parameterFirst: Bool

    /// Nil if nobody is asked.
    init?(_ settings: AccessSettings, _ context: ComponentContext) {
        guard let authentication = settings.authentication else { return nil }
        guard let authenticator = context.authenticators[authentication.authenticator] else {
            preconditionFailure("an authenticator that isn't started is refused with the configuration")
        }
        self.init(authenticator, requestParameters: authentication.requestParameters)
    }

    init(_ authenticator: any Authenticator, requestParameters: [String]) {
        self.authenticator = authenticator
        let field = authenticator.credentialsField
        parameter = requestParameters.first { $0.lowercased() == field.lowercased() }
        // As in otelcol, where a parameter takes the field's place only if it is spelled as Go spells fields.
        parameterFirst = parameter.map { $0 == Self.canonical($0) } ?? false
    }

    /// What is thought of a request, where that is found at once.
    func judge(_ head: borrowing RequestHead) -> Verdict? {
        guard let parameter else {
            return authenticator.judge(head.header(authenticator.credentialsField)?.bytes)
        }
        return judge(credentials(head, in: parameter))
    }

    /// What is thought of a request, however long it takes.
    func verify(_ head: borrowing RequestHead) -> Verdict {
        let credentials = credentials(head)
        return judge(credentials) ?? authenticator.verify(credentials ?? [])
    }

    /// What is said, by name, of the sender of a request that was let through.
    func attributes(of head: borrowing RequestHead) -> [String: String] {
        credentials(head).map(authenticator.attributes) ?? [:]
    }

    private func judge(_ credentials: [UInt8]?) -> Verdict? {
        guard let credentials else { return authenticator.judge(nil) }
        // The array outlives its span.
        return unsafe authenticator.judge(credentials.span.bytes)
    }

    private func credentials(_ head: borrowing RequestHead) -> [UInt8]? {
        guard let parameter else { return head.header(authenticator.credentialsField)?.array }
        return credentials(head, in: parameter)
    }

    private func credentials(_ head: borrowing RequestHead, in parameter: String) -> [UInt8]? {
        let asked = head.query(parameter)?.percentDecoded
        let field = head.header(authenticator.credentialsField)?.array
        return parameterFirst ? asked ?? field : field ?? asked
    }

    /// A field's name as Go spells it: `X-Api-Key`.
    private static func canonical(_ name: String) -> String {
        name.split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: "-")
    }
}

extension HTTPText {
    /// A copy of the bytes.
    fileprivate var array: [UInt8] {
        // The pointer is used within the call only.
        unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    }
}
