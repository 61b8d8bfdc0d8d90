import MetricCore

/// A URL, taken apart as far as its attributes need.
struct PageAddress {
    private let original: String
    private var scheme = ""
    private var user: String?
    private var host = ""
    private var port: Int64?
    private var path = ""
    private var query = ""
    private var fragment = ""

    init(parsing text: String) throws(EvaluationError) {
        guard !text.isEmpty else { throw .failed("url cannot be empty") }
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .unreadable(text, as: "url") }
        original = text
        var rest = text[...]
        if let mark = rest.firstIndex(of: "#") {
            fragment = String(rest[mark...].dropFirst())
            rest = rest[..<mark]
        }
        takeScheme(&rest)
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[mark...].dropFirst())
            rest = rest[..<mark]
        }
        if rest.hasPrefix("//") {
            let authority = rest.dropFirst(2).prefix { $0 != "/" }
            rest = rest.dropFirst(2 + authority.count)
            try take(authority)
        }
        path = String(rest)
    }

    private mutating func takeScheme(_ rest: inout Substring) {
        let name = rest.prefix { $0 != ":" }
        guard name.count < rest.count, let first = name.first, first.isASCII, first.isLetter,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        else { return }
        scheme = name.lowercased()
        rest = rest.dropFirst(name.count + 1)
    }

    /// Takes user, host and port.
    private mutating func take(_ authority: Substring) throws(EvaluationError) {
        var rest = authority
        if let mark = rest.lastIndex(of: "@") {
            user = String(rest[..<mark])
            rest = rest[mark...].dropFirst()
        }
        var host = rest.prefix { $0 != ":" }
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else {
                throw .failed("cannot read \"\(original)\" as url: missing ']' in host")
            }
            host = rest[...end]
        }
        let digits = rest.dropFirst(host.count)
        let isPort =
            digits.isEmpty || digits.first == ":" && digits.dropFirst().utf8.allSatisfy { (48...57).contains($0) }
        guard isPort else {
            throw .failed("cannot read \"\(original)\" as url: invalid port \"\(digits)\" after host")
        }
        self.host = String(host.first == "[" ? host.dropFirst().dropLast() : host)
        port = Int64(digits.dropFirst())
    }

    /// The parts by the names of OpenTelemetry's conventions.
    var attributes: [Attribute] {
        var attributes: [Attribute] = []
        func add(_ key: String, _ value: String) { attributes.append(Attribute(key: key, value: .string(value))) }
        add("url.original", original)
        add("url.domain", host)
        add("url.scheme", scheme)
        add("url.path", path.withoutPercentCoding)
        let file = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        if let dot = file.lastIndex(of: ".") { add("url.extension", String(file[dot...].dropFirst())) }
        if !query.isEmpty { add("url.query", query) }
        if !fragment.isEmpty { add("url.fragment", fragment.withoutPercentCoding) }
        if let port { attributes.append(Attribute(key: "url.port", value: .int(port))) }
        if let user {
            add("url.user_info", user)
            let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            add("url.username", String(parts[0]).withoutPercentCoding)
            if parts.count > 1 { add("url.password", String(parts[1]).withoutPercentCoding) }
        }
        return attributes
    }
}

extension String {
    /// The text with its escapes, such as `%20`, undone.
    fileprivate var withoutPercentCoding: String {
        let bytes = Array(utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = hexadecimalDigit(bytes[index + 1]), let low = hexadecimalDigit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
