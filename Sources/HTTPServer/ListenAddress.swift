/// Where a server listens.
public enum ListenAddress: Hashable, Sendable {
    /// Which addresses of a host are meant.
    public enum Family: Sendable {
        /// IPv4 or IPv6, as the host has them.
        case any
        /// IPv4 only.
        case ipv4
        /// IPv6 only.
        case ipv6
    }

    /// A TCP port: of a name, an IPv4 or an IPv6 address; an empty host means all interfaces, and the port 0 one that
    /// is free.
    case tcp(host: String, port: UInt16, family: Family = .any)
    /// A socket in the file system.
    case unix(path: String)
}

extension ListenAddress: CustomStringConvertible {
    /// The address as Go writes it: `tcp 127.0.0.1:4318`, `unix /run/windsock.sock`.
    public var description: String {
        switch self {
        case .tcp(let host, let port, let family):
            let network =
                switch family {
                case .any: "tcp"
                case .ipv4: "tcp4"
                case .ipv6: "tcp6"
                }
            return "\(network) \(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .unix(let path): return "unix \(path)"
        }
    }
}
