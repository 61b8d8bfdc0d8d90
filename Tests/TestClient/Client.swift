import Glibc

/// How long something is waited for that should come: far longer than it takes, also under a sanitizer.
private let patienceSeconds = 60

/// A connection that sends raw bytes and reads HTTP answers.
public final class Client {
    private let descriptor: Int32
    private var received: [UInt8] = []
    private var isClosed = false
    /// Whether the other end has closed, or reset, the connection: what was waited for in vain isn't just late.
    public private(set) var isClosedByOtherEnd = false
    /// Whether somebody listens there.
    public let isConnected: Bool

    /// Connects to this machine; what takes longer than a minute fails.
    public init(port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        self.descriptor = descriptor
        isConnected = status == 0
    }

    /// Connects to a socket in the file system.
    public init(path: String) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let descriptor = descriptor
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        isConnected = status == 0
    }

    deinit { closeNow() }

    /// Closes the connection.
    public func closeNow() {
        if !isClosed { close(descriptor) }
        isClosed = true
    }

    /// Closes so that the other end sees a reset.
    public func reset() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
        closeNow()
    }

    /// Says that nothing more will be sent.
    public func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Waits until the other end has read what was sent or has closed; false when it hasn't within ten seconds. Of a
    /// socket in the file system only: others take what nobody reads.
    public func isRead() -> Bool {
        let deadline = ContinuousClock.now + .seconds(patienceSeconds)
        var unreadBytes: Int32 = 0
        // TIOCOUTQ is SIOCOUTQ's other name, which Glibc's module has.
        while unsafe ioctl(descriptor, UInt(TIOCOUTQ), &unreadBytes) == 0, unreadBytes > 0 {
            if ContinuousClock.now > deadline { return false }
            usleep(20)
        }
        return true
    }

    /// Sends text; false when the connection is closed.
    @discardableResult
    public func send(_ text: String) -> Bool {
        send(Array(text.utf8))
    }

    /// Sends bytes; false when the connection is closed.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 || errno == EINTR else { return false }
            sent += max(count, 0)
        }
        return true
    }

    /// The next answer; nil when the connection ends before it.
    public func answer(toHEAD: Bool = false) -> Answer? {
        guard let head = line(until: "\r\n\r\n") else { return nil }
        let lines = head.split(separator: "\r\n").map(String.init)
        var answer = Answer(status: Int(lines[0].split(separator: " ")[1]) ?? 0)
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.drop(while: { $0 == " " }) }
            answer.headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1]) : ""
        }
        if toHEAD || answer.status == 100 || answer.status == 204 { return answer }
        if answer.headers["transfer-encoding"] == "chunked" {
            while let size = line(until: "\r\n").flatMap({ Int($0, radix: 16) }) {
                guard let chunk = take(size), take(2) != nil else { return nil }
                if size == 0 { return answer }
                answer.body += chunk
            }
            return nil
        }
        if let length = answer.headers["content-length"].flatMap({ Int($0) }) {
            guard let body = take(length) else { return nil }
            answer.body = body
        } else {
            answer.body = rest()
        }
        return answer
    }

    /// Whether the other end has closed and nothing more has come.
    public func isAtEnd() -> Bool {
        received.isEmpty && !receive()
    }

    /// Everything until the other end closes.
    public func rest() -> [UInt8] {
        while receive() {}
        defer { received = [] }
        return received
    }

    /// Reads some bytes, which stay to be taken.
    public func receive() -> Bool {
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        var count = 0
        // The fuzzer's alarm interrupts calls.
        repeat {
            count = unsafe piece.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        } while count < 0 && errno == EINTR
        guard count > 0 else {
            isClosedByOtherEnd = count == 0 || errno != EAGAIN
            return false
        }
        received += piece[..<count]
        return true
    }

    private func line(until end: String) -> String? {
        let end = Array(end.utf8)
        var searched = 0
        while true {
            if received.count >= end.count {
                for start in searched...received.count - end.count
                where received[start..<start + end.count].elementsEqual(end) {
                    let line = String(decoding: received[..<start], as: UTF8.self)
                    received.removeFirst(start + end.count)
                    return line
                }
                searched = received.count - end.count
            }
            guard receive() else { return nil }
        }
    }

    private func take(_ count: Int) -> [UInt8]? {
        while received.count < count {
            guard receive() else { return nil }
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }
}

/// What a server has answered.
public struct Answer {
    /// The status.
    public var status: Int
    /// The header fields, their names in lower case.
    public var headers: [String: String] = [:]
    /// The body, without the marks of its chunks.
    public var body: [UInt8] = []

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// A POST with a body.
public func post(_ path: String, _ body: [UInt8], _ headers: String...) -> [UInt8] {
    let fields = headers.map { $0 + "\r\n" }.joined()
    return Array("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.count)\r\n\(fields)\r\n".utf8) + body
}

/// A POST with a text.
public func post(_ path: String, _ body: String) -> [UInt8] {
    post(path, Array(body.utf8))
}

/// Waits for a condition; false when it hasn't come true within a minute.
public func eventually(_ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(patienceSeconds)
    while !condition() {
        if ContinuousClock.now > deadline { return false }
        usleep(500)
    }
    return true
}
