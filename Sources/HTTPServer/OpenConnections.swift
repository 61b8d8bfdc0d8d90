import Dispatch
import Glibc
import Locking

/// The connections that are open, and a sweep that ends those whose other end has gone without being noticed.
///
/// libmicrohttpd 0.9.75 waits on epoll's edges. When the end of a connection arrives together with its last bytes,
/// there is no second edge: it reads the bytes, and keeps the connection for ever if nothing more is to be sent on it.
final class OpenConnections: Sendable {
    private struct Record {
        let descriptor: Int32
        /// Whether the last sweep found the other end gone.
        var isSuspected = false
    }

    /// How many connections are looked at with the lock held.
    private static let sliceCount = 256

    // A connection leaves before its descriptor is closed, so what is in here is open.
    private let records = Locked<[ConnectionID: Record]>([:])
    private let queue = DispatchQueue(label: "windsock.connections")
    private let sweepInterval: DispatchTimeInterval

    init(sweepInterval: Duration) {
        self.sweepInterval = .milliseconds(Int(sweepInterval / .milliseconds(1)))
    }

    func opened(_ connection: ConnectionID, descriptor: Int32) {
        records.withLock { $0[connection] = Record(descriptor: descriptor) }
    }

    var isEmpty: Bool {
        records.withLock { $0.isEmpty }
    }

    func closed(_ connection: ConnectionID) {
        records.withLock { $0[connection] = nil }
    }

    /// Sweeps again and again, for as long as anybody has this object.
    func startSweeping() {
        queue.asyncAfter(deadline: .now() + sweepInterval) { [weak self] in
            self?.sweep()
            self?.startSweeping()
        }
    }

    private func sweep() {
        let connections = records.withLock { Array($0.keys) }
        for start in stride(from: 0, to: connections.count, by: Self.sliceCount) {
            let slice = connections[start..<min(start + Self.sliceCount, connections.count)]
            records.withLock { records in
                for connection in slice { Self.inspect(&records[connection]) }
            }
        }
    }

    /// Linux' POLLRDHUP, the event that the other end has finished sending; Glibc's module doesn't have it.
    private static let peerFinishedSending: Int16 = 0x2000

    /// Shuts a connection down whose other end is gone for the second time, if nothing is left to be sent to it: who
    /// only says that it has finished sending may still wait for the rest of an answer. No call in here waits.
    private static func inspect(_ record: inout Record?) {
        guard let descriptor = record?.descriptor else { return }
        var entry = pollfd(fd: descriptor, events: peerFinishedSending, revents: 0)
        var unsentBytes: Int32 = 0
        // TIOCOUTQ is SIOCOUTQ's other name, which Glibc's module has.
        guard unsafe poll(&entry, 1, 0) > 0, unsafe ioctl(descriptor, UInt(TIOCOUTQ), &unsentBytes) == 0,
            unsentBytes == 0
        else {
            record?.isSuspected = false
            return
        }
        // This is an edge, which libmicrohttpd's thread wakes up on.
        if record?.isSuspected == true { shutdown(descriptor, Int32(SHUT_RDWR)) }
        record?.isSuspected = true
    }
}
