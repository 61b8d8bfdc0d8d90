import Glibc

/// Why a server can't listen at its address.
public struct ListenError: Error, Equatable, CustomStringConvertible {
    /// What kept it from listening.
    public enum Reason: Equatable, Sendable {
        /// Somebody else listens there.
        case addressInUse
        /// The address is none of this machine's.
        case addressNotAvailable
        /// Ports below 1024, and folders, may need a privilege.
        case permissionDenied
        /// The name has no address.
        case unknownHost
        /// Something else.
        case other
    }

    /// What kept it from listening.
    public var reason: Reason
    /// The address as configured.
    public var address: ListenAddress
    /// What the system says.
    public var text: String

    /// What `code`, an error number of the system, means.
    init(_ address: ListenAddress, code: Int32) {
        reason =
            switch code {
            case EADDRINUSE: .addressInUse
            case EADDRNOTAVAIL: .addressNotAvailable
            case EACCES, EPERM: .permissionDenied
            default: .other
            }
        self.address = address
        text = unsafe String(cString: strerror(code))
    }

    /// What `resolution`, an error number of getaddrinfo, means.
    init(_ address: ListenAddress, resolution: Int32) {
        reason = .unknownHost
        self.address = address
        text = unsafe String(cString: gai_strerror(resolution))
    }

    /// What to do, to stand behind the description; nothing where that is clear.
    public var advice: String {
        switch (reason, address) {
        case (.addressInUse, .tcp):
            "; is another collector running there still? Stop it, or choose another port"
        case (.addressInUse, .unix): "; is another collector running there still? Stop it, or choose another path"
        case (.addressNotAvailable, .tcp): "; 0.0.0.0 listens on every interface"
        case (.permissionDenied, .tcp): "; ports below 1024 need a privilege: choose another port"
        default: ""
        }
    }

    /// One line: the address and what the system says, in otelcol's words.
    public var description: String {
        "listen \(address): \(text)"
    }
}
