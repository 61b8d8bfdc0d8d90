import Glibc

/// Why a server can't listen at its address.
public struct ListenError: Error, Equatable, CustomStringConvertible {
    /// What kept it from listening.
    public enum Reason: Equatable, Sendable {
        /// Somebody else listens there.
        case addressInUse
        /// The address is none of this machine's.
        case addressNotAvailable
        /// Ports below 1024 may need a privilege.
        case permissionDenied
        /// The name has no address.
        case unknownHost
        /// Something else.
        case other
    }

    /// What kept it from listening.
    public var reason: Reason
    /// The address as configured.
    public var host: String
    /// The port as configured.
    public var port: UInt16
    /// What the system says.
    public var text: String

    /// What `code`, an error number of the system, means.
    init(host: String, port: UInt16, code: Int32) {
        reason =
            switch code {
            case EADDRINUSE: .addressInUse
            case EADDRNOTAVAIL: .addressNotAvailable
            case EACCES, EPERM: .permissionDenied
            default: .other
            }
        self.host = host
        self.port = port
        text = unsafe String(cString: strerror(code))
    }

    /// What `resolution`, an error number of getaddrinfo, means.
    init(host: String, port: UInt16, resolution: Int32) {
        reason = .unknownHost
        self.host = host
        self.port = port
        text = unsafe String(cString: gai_strerror(resolution))
    }

    /// One line: the address and what the system says.
    /// What to do, to stand behind the description; nothing where that is clear.
    public var advice: String {
        switch reason {
        case .addressInUse: "; is another collector running there still? Stop it, or choose another port"
        case .addressNotAvailable: "; 0.0.0.0 listens on every interface"
        case .permissionDenied: "; ports below 1024 need a privilege: choose another port"
        case .unknownHost, .other: ""
        }
    }

    /// What went wrong, in otelcol's words.
    public var description: String {
        "listen tcp \(host.contains(":") ? "[\(host)]" : host):\(port): \(text)"
    }
}
