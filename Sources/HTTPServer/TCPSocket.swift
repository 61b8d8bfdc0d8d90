import Glibc

/// Listening on TCP ports.
enum TCPSocket {
    /// A socket that listens. An empty host means all interfaces, by IPv6 and IPv4 where the machine has both.
    static func listening(at address: ListenAddress) throws(ListenError) -> Int32 {
        guard case .tcp(let host, let port, let family) = address else { preconditionFailure("no TCP address") }
        guard host.isEmpty else { return try listening(at: host, port, family, for: address) }
        guard family != .ipv4 else { return try listening(at: "0.0.0.0", port, family, for: address) }
        do {
            return try listening(at: "::", port, family, for: address)
        } catch  where family == .any && (error.reason == .other || error.reason == .addressNotAvailable) {
            // This machine has no IPv6.
            return try listening(at: "0.0.0.0", port, family, for: address)
        }
    }

    private static func listening(
        at host: String, _ port: UInt16, _ family: ListenAddress.Family, for address: ListenAddress
    ) throws(ListenError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family =
            switch family {
            case .any: AF_UNSPEC
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        // "localhost" may be ::1 first, where a client that takes it for 127.0.0.1 finds nobody.
        let name = host == "localhost" && family == .any ? "127.0.0.1" : host
        let resolution = unsafe getaddrinfo(name, String(port), &hints, &found)
        guard resolution == 0, let first = unsafe found else {
            throw ListenError(address, resolution: resolution)
        }
        defer { unsafe freeaddrinfo(first) }
        let descriptor = unsafe socket(
            first.pointee.ai_family, hints.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ListenError(address, code: errno) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if host == "::" { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, family == .ipv6 ? 1 : 0) }
        guard unsafe bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
            listen(descriptor, ListenSocket.backlog) == 0
        else {
            let code = errno
            close(descriptor)
            throw ListenError(address, code: code)
        }
        return descriptor
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The port that a socket got.
    static func port(of descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // The storage is as large as the largest address.
        return unsafe withUnsafeMutablePointer(to: &storage) { storage in
            let address = unsafe UnsafeMutableRawPointer(storage).assumingMemoryBound(to: sockaddr.self)
            unsafe getsockname(descriptor, address, &length)
            return unsafe PeerAddress(storage).port
        }
    }
}
