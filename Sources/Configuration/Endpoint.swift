/// An address to listen on or to connect to: `localhost:4318`, `:4318`, `[::1]:4318`.
public struct Endpoint: Hashable, Sendable {
    /// Why a text is no endpoint.
    public enum Fault: Error, Equatable, Sendable {
        /// No colon and port behind the host.
        case missingPort
        /// More than one colon, outside of brackets.
        case tooManyColons
        /// A port that is no number from 0 to 65535.
        case badPort(String)
        /// A URL instead of host and port.
        case scheme
        /// Brackets or other characters that don't belong there.
        case badHost(String)
    }

    /// The host's name or address, without brackets; empty for every interface.
    public let host: String
    /// The port; 0 lets the system choose a free one.
    public let port: UInt16

    /// Makes an endpoint.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`.
    public init(parsing text: String) throws(Fault) {
        guard !text.utf8.starts(with: "http://".utf8), !text.utf8.starts(with: "https://".utf8) else { throw .scheme }
        guard let colon = text.lastIndex(of: ":") else { throw .missingPort }
        var host = text[..<colon]
        let port = text[text.index(after: colon)...]
        if host.first == "[" {
            guard host.last == "]" else { throw text.last == "]" ? .missingPort : .badHost(String(host)) }
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .tooManyColons
        }
        guard !host.contains(where: { "[]/ \t\n".contains($0) }) else { throw .badHost(String(host)) }
        guard !port.isEmpty else { throw .missingPort }
        guard port.allSatisfy({ ("0"..."9").contains($0) }), let number = UInt16(port) else {
            throw .badPort(String(port))
        }
        self.init(host: String(host), port: number)
    }
}

extension Endpoint {
    /// The endpoint as it is listened on: with the port that the system chose where it was asked to.
    public func bound(to port: UInt16) -> String {
        Endpoint(host: host, port: port).description
    }
}

extension Endpoint: CustomStringConvertible {
    /// The endpoint as it is written in a configuration.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension Endpoint.Fault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .missingPort: "the port is missing; an endpoint is host:port, as in localhost:4318"
        case .tooManyColons: "too many colons; an IPv6 address stands in brackets, as in [::1]:4318"
        case .badPort(let port): "\(quoted(port)) is no port; a port is a number from 0 to 65535"
        case .scheme: "a URL; an endpoint is host:port, as in localhost:4318"
        case .badHost(let host): "\(quoted(host)) is no host; an endpoint is host:port, as in localhost:4318"
        }
    }
}
