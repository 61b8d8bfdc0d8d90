internal import Configuration
internal import HTTPServer

/// Which pages' scripts may send, as browsers ask it: `cors`.
struct CORSPolicy: Sendable {
    /// An origin, or all that begin and end so.
    private struct Origin: Sendable {
        let prefix: String
        let suffix: String?

        init(_ text: String) {
            let text = text.lowercased()
            guard let star = text.firstIndex(of: "*") else {
                prefix = text
                suffix = nil
                return
            }
            prefix = String(text[..<star])
            suffix = String(text[text.index(after: star)...])
        }

        func matches(_ origin: String) -> Bool {
            guard let suffix else { return origin == prefix }
            return origin.utf8.count >= prefix.utf8.count + suffix.utf8.count && origin.hasPrefix(prefix)
                && origin.hasSuffix(suffix)
        }
    }

    private static let methods = ["GET", "POST", "HEAD"]
    private static let standardHeaders = ["accept", "content-type", "x-requested-with"]

    private let origins: [Origin]
    private let allowsAnyOrigin: Bool
    private let headers: Set<String>
    private let exposedHeaders: String
    private let maximumAge: Int

    /// Nil, with a warning, if no origin is allowed.
    init?(_ section: ConfigSection) {
        let origins = section.stringList("allowed_origins", default: [])
        let headers = section.stringList("allowed_headers", default: []).map { $0.lowercased() }
        exposedHeaders = section.stringList("exposed_headers", default: []).joined(separator: ", ")
        maximumAge = section.int("max_age", default: 0, in: Int.min...Int.max)
        self.origins = origins.map(Origin.init)
        allowsAnyOrigin = origins.contains("*")
        self.headers = Set(headers.isEmpty ? Self.standardHeaders : headers)
        for origin in origins where origin.count(where: { $0 == "*" }) > 1 {
            section.fail(at: "allowed_origins", "\(origin): an origin has one * at most")
        }
        if origins.isEmpty {
            section.warn(at: "allowed_origins", "is empty, so the section does nothing")
            return nil
        }
    }

    /// Whether a request only asks what it may.
    static func isPreflight(_ head: borrowing RequestHead) -> Bool {
        head.method.equals("OPTIONS") && head.header("Access-Control-Request-Method")?.bytes.isEmpty == false
    }

    /// What a request may that asks for it.
    func preflight(_ head: borrowing RequestHead) -> sending HTTPResponse {
        let vary = HTTPHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
        let method = head.header("Access-Control-Request-Method")?.string ?? ""
        let asked = head.header("Access-Control-Request-Headers")?.string ?? ""
        guard let origin = allowedOrigin(head), Self.methods.contains(method), allows(headers: asked) else {
            return HTTPResponse(status: 204, contentType: nil, headers: [vary], body: "")
        }
        var fields = [vary, origin, Self.credentials, HTTPHeader("Access-Control-Allow-Methods", method)]
        if !asked.isEmpty { fields.append(HTTPHeader("Access-Control-Allow-Headers", asked)) }
        if maximumAge != 0 { fields.append(HTTPHeader("Access-Control-Max-Age", String(max(0, maximumAge)))) }
        return HTTPResponse(status: 204, contentType: nil, headers: fields, body: "")
    }

    /// The fields of the answer to any other request.
    func headers(for head: borrowing RequestHead) -> [HTTPHeader] {
        let vary = HTTPHeader("Vary", "Origin")
        let method = head.method.string
        guard let origin = allowedOrigin(head), method == "OPTIONS" || Self.methods.contains(method) else {
            return [vary]
        }
        let exposed = exposedHeaders.isEmpty ? [] : [HTTPHeader("Access-Control-Expose-Headers", exposedHeaders)]
        return [vary, origin, Self.credentials] + exposed
    }

    private static let credentials = HTTPHeader("Access-Control-Allow-Credentials", "true")

    /// The field that allows the request's origin, if it is.
    private func allowedOrigin(_ head: borrowing RequestHead) -> HTTPHeader? {
        guard let origin = head.header("Origin")?.string, !origin.isEmpty else { return nil }
        if allowsAnyOrigin { return HTTPHeader("Access-Control-Allow-Origin", "*") }
        let lowercase = origin.lowercased()
        guard origins.contains(where: { $0.matches(lowercase) }) else { return nil }
        return HTTPHeader("Access-Control-Allow-Origin", origin)
    }

    /// Browsers send names in lower case, in order and without spaces; nothing else is allowed.
    private func allows(headers asked: String) -> Bool {
        guard !asked.isEmpty, !headers.contains("*") else { return true }
        let names = asked.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return names.allSatisfy(headers.contains) && zip(names, names.dropFirst()).allSatisfy { $0 < $1 }
    }
}
