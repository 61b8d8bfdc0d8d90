import Glibc

/// Finds out whether connections have gone, or take too long.
struct ConnectionInspector {
    private let deadlines: Deadlines
    private let goneInterval: UInt64

    init(_ settings: ServerSettings) {
        deadlines = settings.deadlines
        goneInterval = settings.sweepInterval.milliseconds
    }

    /// Whether a connection takes too long for what it is at.
    func lateness(_ connection: OpenConnection, headBegan: UInt64?, at now: UInt64) -> ConnectionEnd? {
        let (phase, since) = connection.current
        func passed(_ deadline: Duration?, since start: UInt64) -> Bool {
            guard let deadline else { return false }
            return now > start && now - start >= deadline.milliseconds
        }
        let isAnswerLate = passed(deadlines.answer, since: connection.headCame)
        switch phase {
        case .opening: return passed(deadlines.head ?? deadlines.request, since: since) ? .late(.headTime) : nil
        case .idle:
            if let headBegan {
                return passed(deadlines.head ?? deadlines.request, since: headBegan) ? .late(.headTime) : nil
            }
            return passed(deadlines.idle ?? deadlines.request, since: since) ? .rested : nil
        case .body:
            if passed(deadlines.stall, since: since) || passed(deadlines.request, since: connection.headCame) {
                return .late(.bodyTime)
            }
            return isAnswerLate ? .late(.answerTime) : nil
        case .work: return isAnswerLate ? .late(.answerTime) : nil
        case .answer: return isAnswerLate || passed(deadlines.answerStall, since: since) ? .late(.answerTime) : nil
        }
    }

    /// Whether something has come on an idle connection: a head that isn't whole. Of sockets in the file system nobody
    /// knows.
    func hasBegunHead(_ connection: OpenConnection, idleSince since: UInt64, at now: UInt64) -> Bool {
        guard deadlines.head != nil || deadlines.request != nil else { return false }
        var info = tcp_info()
        var length = socklen_t(MemoryLayout<tcp_info>.size)
        guard unsafe getsockopt(connection.descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &length) == 0 else {
            return false
        }
        // The clocks are a few milliseconds apart.
        return now > UInt64(info.tcpi_last_data_recv) + since + 20
    }

    /// Whether it is time to look again whether somebody has gone.
    func isDue(_ last: UInt64, at now: UInt64) -> Bool {
        now >= last + goneInterval
    }

    /// Whether the other end has finished sending, and nothing is left to be sent to it. No call in here waits.
    func seemsGone(_ connection: OpenConnection) -> Bool {
        var unsentBytes: Int32 = 0
        // TIOCOUTQ is SIOCOUTQ's other name, which Glibc's module has.
        return unsafe connection.isFinishedByPeer
            && ioctl(connection.descriptor, UInt(TIOCOUTQ), &unsentBytes) == 0 && unsentBytes == 0
    }
}

/// Why a connection is ended.
enum ConnectionEnd: Equatable {
    /// The other end has gone.
    case gone
    /// It has brought no further request for long enough.
    case rested
    case late(ReachedLimit)
}

/// What sweeps have found out about a connection.
struct ConnectionInspection {
    private var lastLook: UInt64 = 0
    /// Whether the last look found the other end gone.
    private var isSuspected = false
    /// The idle phase during which something came, and when that was noticed.
    private var head: (idleSince: UInt64, began: UInt64)?

    /// Why the connection should be ended, if it should.
    mutating func end(
        _ connection: OpenConnection, at now: UInt64, _ inspector: ConnectionInspector
    ) -> ConnectionEnd? {
        let (phase, since) = connection.current
        if phase != .idle || head?.idleSince != since { head = nil }
        if phase == .idle && head == nil && inspector.hasBegunHead(connection, idleSince: since, at: now) {
            head = (since, now)
        }
        if let lateness = inspector.lateness(connection, headBegan: head?.began, at: now) { return lateness }
        return isGone(connection, at: now, inspector) ? .gone : nil
    }

    /// Whether the other end was gone twice in a row: who only says that it has finished sending may still wait for the
    /// rest of an answer.
    private mutating func isGone(
        _ connection: OpenConnection, at now: UInt64, _ inspector: ConnectionInspector
    ) -> Bool {
        guard inspector.isDue(lastLook, at: now) else { return false }
        lastLook = now
        let wasSuspected = isSuspected
        isSuspected = inspector.seemsGone(connection)
        return isSuspected && wasSuspected
    }
}

extension Duration {
    /// Whole milliseconds; at least one.
    fileprivate var milliseconds: UInt64 {
        let (seconds, attoseconds) = components
        return UInt64(clamping: max(1, seconds.multipliedClamping(by: 1000) &+ attoseconds / 1_000_000_000_000_000))
    }
}

extension Int64 {
    fileprivate func multipliedClamping(by factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max / 2 : product
    }
}
