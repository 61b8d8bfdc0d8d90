import Glibc

/// Listening on sockets in the file system.
enum UnixSocket {
    /// A socket that listens. One that an earlier process has left behind is replaced.
    static func listening(at path: String) throws(ListenError) -> Int32 {
        let address = ListenAddress.unix(path: path)
        guard var name = socketName(path) else { throw ListenError(address, code: ENAMETOOLONG) }
        let descriptor = stream(SOCK_NONBLOCK.rawValue)
        guard descriptor >= 0 else { throw ListenError(address, code: errno) }
        if bind(descriptor, &name) != 0 {
            var code = errno
            if code == EADDRINUSE && isAbandoned(&name), unsafe unlink(path) == 0 {
                code = bind(descriptor, &name) == 0 ? 0 : errno
            }
            guard code == 0 else {
                close(descriptor)
                throw ListenError(address, code: code)
            }
        }
        guard listen(descriptor, ListenSocket.backlog) == 0 else {
            let code = errno
            close(descriptor)
            throw ListenError(address, code: code)
        }
        return descriptor
    }

    /// Whether a socket is there that nobody listens on any more.
    private static func isAbandoned(_ name: inout sockaddr_un) -> Bool {
        let probe = stream(0)
        guard probe >= 0 else { return false }
        defer { close(probe) }
        return unsafe with(&name) { unsafe connect(probe, $0, $1) } != 0 && errno == ECONNREFUSED
    }

    private static func stream(_ flags: UInt32) -> Int32 {
        socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | flags), 0)
    }

    private static func bind(_ descriptor: Int32, _ name: inout sockaddr_un) -> Int32 {
        unsafe with(&name) { unsafe Glibc.bind(descriptor, $0, $1) }
    }

    /// Lends an address as the system's functions want it: within the call.
    private static func with(
        _ name: inout sockaddr_un, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafePointer(to: &name) { pointer in
            let address = unsafe UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
            return unsafe use(address, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }

    /// Nil if the path is too long for an address; it ends with a zero byte.
    private static func socketName(_ path: String) -> sockaddr_un? {
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        // The field is filled within the call; it was zero before.
        let fits = unsafe withUnsafeMutableBytes(of: &name.sun_path) { field in
            guard path.utf8.count < field.count else { return false }
            unsafe field.copyBytes(from: path.utf8)
            return true
        }
        return fits ? name : nil
    }
}
