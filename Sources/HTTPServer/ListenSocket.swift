import Glibc

/// A TCP socket that listens.
struct ListenSocket: ~Copyable {
    let descriptor: Int32
    /// The port that it got.
    let port: UInt16

    /// Listens at the address; an empty host means all interfaces, by IPv6 and IPv4 where the machine has both.
    init(host: String, port: UInt16) throws(ListenError) {
        do {
            descriptor = try Self.listening(at: host.isEmpty ? "::" : host, port)
        } catch  where host.isEmpty && (error.reason == .other || error.reason == .addressNotAvailable) {
            // This machine has no IPv6.
            descriptor = try Self.listening(at: "0.0.0.0", port)
        }
        self.port = Self.port(of: descriptor)
    }

    deinit {
        close(descriptor)
    }

    /// Makes connections refused from now on; the descriptor stays, since threads may be waiting on it.
    func refuseConnections() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private static func listening(at host: String, _ port: UInt16) throws(ListenError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        // "localhost" may be ::1 first, where a client that takes it for 127.0.0.1 finds nobody.
        let resolution = unsafe getaddrinfo(host == "localhost" ? "127.0.0.1" : host, String(port), &hints, &found)
        guard resolution == 0, let first = unsafe found else {
            throw ListenError(host: host, port: port, resolution: resolution)
        }
        defer { unsafe freeaddrinfo(first) }
        let descriptor = unsafe socket(
            first.pointee.ai_family, hints.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ListenError(host: host, port: port, code: errno) }
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if host == "::" { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        guard unsafe bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
            listen(descriptor, backlog) == 0
        else {
            let code = errno
            close(descriptor)
            throw ListenError(host: host, port: port, code: code)
        }
        return descriptor
    }

    /// Connections that wait to be accepted; the kernel cuts it to net.core.somaxconn.
    private static let backlog: Int32 = 4096

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func port(of descriptor: Int32) -> UInt16 {
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
