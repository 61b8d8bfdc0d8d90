internal import Configuration
internal import HTTPServer

/// Who may send, and what every answer says: `auth`, `cors`, `response_headers`, `include_metadata`.
struct AccessSettings: Sendable {
    /// Under `auth`.
    struct Authentication: Sendable {
        let authenticator: ComponentID
        /// Query parameters in which credentials may be.
        let requestParameters: [String]
    }

    let authentication: Authentication?
    let cors: CORSPolicy?
    let responseHeaders: [HTTPHeader]
    /// Whether components may look at the header fields of requests.
    let includesMetadata: Bool

    init(_ section: ConfigSection) {
        authentication = section.optionalSection("auth", Self.authentication) ?? nil
        cors = section.optionalSection("cors", CORSPolicy.init) ?? nil
        responseHeaders = Self.responseHeaders(section)
        includesMetadata = section.bool("include_metadata", default: false)
    }

    private static func authentication(_ section: ConfigSection) -> Authentication? {
        let parameters = section.stringList("request_params", default: [])
        guard let id = section.authenticator("authenticator") else {
            if !section.isWritten("authenticator") {
                section.fail(at: "authenticator", "is required and isn't written")
            }
            return nil
        }
        return Authentication(authenticator: id, requestParameters: parameters)
    }

    private static func responseHeaders(_ section: ConfigSection) -> [HTTPHeader] {
        section.pairs("response_headers").compactMap { name, value in
            guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") }),
                value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 })
            else {
                section.fail(at: "response_headers", "\(name) can't be a header field")
                return nil
            }
            return HTTPHeader(name, value)
        }
    }
}

extension ConfigSection {
    /// Reads names and secret values, as a map or as a list of `{name: ..., value: ...}`.
    fileprivate func pairs(_ key: String) -> [(name: String, value: String)] {
        guard !isList(key) else {
            return sections(key) { ($0.string("name"), $0.secret("value") ?? "") }
        }
        return stringMap(key, secret: true).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
