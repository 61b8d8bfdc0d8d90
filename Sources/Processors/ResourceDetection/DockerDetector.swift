internal import Glibc
internal import MetricCore

/// Asks the Docker daemon, by its socket, for the name and the system of the host that it runs on.
struct DockerDetector: Detector {
    let name = "docker"
    /// The daemon's socket.
    var path = "/var/run/docker.sock"
    /// How long it may take to answer.
    let timeout: Duration

    /// An answer is a few kilobytes.
    private static let answerLimit = 1 << 20

    func detect() throws(DetectionError) -> [Attribute] {
        let answer = try ask()
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), text.dropFirst(8).hasPrefix(" 200"), let start = bodyStart(answer),
            let info = try? JSONReader.value(of: String(decoding: answer[start...], as: UTF8.self)),
            case .map(let fields) = info
        else { throw DetectionError(reason: "the answer of \(path) isn't understood") }
        return [("Name", "host.name"), ("OSType", "os.type")].compactMap { field, key in
            guard case .string(let value)? = fields.value(of: field) else { return nil }
            return Attribute(key: key, value: .string(value))
        }
    }

    private func bodyStart(_ answer: [UInt8]) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        return answer.indices.first { answer[$0...].starts(with: end) }.map { $0 + end.count }
    }

    /// The answer of the daemon, which closes the connection behind it.
    private func ask() throws(DetectionError) -> [UInt8] {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw failure("can't be asked") }
        defer { close(socket) }
        setTimeouts(of: socket)
        try connect(socket)
        let request = Array("GET /info HTTP/1.0\r\nHost: docker\r\n\r\n".utf8)
        guard unsafe send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw failure("can't be asked")
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16 << 10)
        while answer.count < Self.answerLimit {
            let count = unsafe recv(socket, &piece, piece.count, 0)
            guard count >= 0 else { throw failure("doesn't answer") }
            if count == 0 { return answer }
            answer += piece.prefix(count)
        }
        throw DetectionError(reason: "the answer of \(path) is too long")
    }

    private func connect(_ socket: Int32) throws(DetectionError) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count else { return false }
            unsafe room.copyBytes(from: bytes)
            return true
        }
        guard fits else { throw DetectionError(reason: "\(path) is too long for a socket") }
        // Safe: the address lives during the call, and its length is its own.
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw failure("can't be reached") }
    }

    private func setTimeouts(of socket: Int32) {
        let (seconds, attoseconds) = timeout.components
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            // It can't fail for a socket that is open.
            _ = unsafe setsockopt(socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    private func failure(_ what: String) -> DetectionError {
        DetectionError(reason: "\(path) \(what): \(unsafe String(cString: strerror(errno)))")
    }
}
