import Glibc

/// A socket that listens. It is made here, and closed by libmicrohttpd when its daemon stops.
struct ListenSocket {
    let descriptor: Int32
    /// The port that it got; 0 for one in the file system.
    let port: UInt16
    private let path: String?
    // Takes the place of the listening socket at the end: nobody can connect to it, so that nothing happens on it.
    private let silence: Int32

    /// Listens at an address.
    init(_ address: ListenAddress) throws(ListenError) {
        switch address {
        case .unix(let path):
            descriptor = try UnixSocket.listening(at: path)
            port = 0
            self.path = path
        case .tcp:
            descriptor = try TCPSocket.listening(at: address)
            port = TCPSocket.port(of: descriptor)
            path = nil
        }
        silence = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard silence >= 0 else {
            let code = errno
            close(descriptor)
            throw ListenError(address, code: code)
        }
    }

    /// Makes connections refused from now on.
    ///
    /// The descriptor stays, since threads wait on it. MHD_quiesce_daemon is no way to do this: it takes the socket out
    /// of the threads' epoll sets, which they may do at the same moment, and the second to come ends the process.
    func refuseConnections() {
        dup2(silence, descriptor)
        close(silence)
        if let path { unsafe unlink(path) }
    }

    /// Connections that wait to be accepted; the kernel cuts it to net.core.somaxconn.
    static let backlog: Int32 = 4096
}
