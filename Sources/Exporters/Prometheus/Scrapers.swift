internal import HTTPServer
internal import MetricCore

/// Those who scrape a page, and what each of them has been shown.
///
/// A scraper is its connection, which Prometheus keeps. One that comes back on a new connection takes over who it was
/// before: of those that look the same and whose connection is closed, the one not seen for longest.
struct Scrapers {
    /// What can be seen of who scrapes.
    struct Appearance: Equatable {
        let host: String
        let userAgent: String
        /// What Prometheus says of its own patience, in seconds.
        let timeout: String

        /// Nil for somebody who isn't Prometheus.
        init?(_ head: borrowing RequestHead) {
            guard let timeout = head.header("X-Prometheus-Scrape-Timeout-Seconds") else { return nil }
            self.timeout = timeout.string
            userAgent = head.header("User-Agent")?.string ?? ""
            host = head.peer.host
        }

        /// For tests.
        init(host: String, userAgent: String = "", timeout: String = "") {
            self.host = host
            self.userAgent = userAgent
            self.timeout = timeout
        }
    }

    /// A scrape that has begun.
    struct Scrape {
        fileprivate let scraper: Int
        /// The version of the page that the scraper has seen last, if there is one.
        let lastSeen: UInt64?
    }

    private struct Scraper {
        let appearance: Appearance
        /// Nil when it is closed.
        var connection: ConnectionID?
        /// When it came last, in nanoseconds of the monotonic clock.
        var seenAt: UInt64
        /// The version of the page that it has seen last, to the end.
        var lastSeen: UInt64?
        /// The series whose values it has been shown, and when.
        var shown: ShownPages?
    }

    /// How many are remembered; beyond, those whose connection is closed and who weren't seen for longest go.
    private static let limit = 1024
    /// For how long after its last whole page one is waited for, in nanoseconds. One that never gets to the end of its
    /// pages would else keep all series on them, so that they get longer and longer.
    private static let patience: UInt64 = 600_000_000_000

    private var scrapers: [Int: Scraper] = [:]
    private var byConnection: [ConnectionID: Int] = [:]
    private var nextNumber = 0

    /// Begins a scrape that comes on a connection.
    mutating func begin(_ appearance: Appearance, on connection: ConnectionID, now: UInt64) -> Scrape {
        let number = byConnection[connection] ?? takeOver(appearance) ?? add(appearance, now: now)
        byConnection[connection] = number
        scrapers[number]?.connection = connection
        scrapers[number]?.seenAt = now
        return Scrape(scraper: number, lastSeen: scrapers[number]?.lastSeen)
    }

    /// Notes that a page was sent to its end.
    mutating func finish(_ scrape: Scrape, version: UInt64, time: UInt64) {
        scrapers[scrape.scraper]?.lastSeen = version
        scrapers[scrape.scraper]?.shown = ShownPages(version: scrape.lastSeen ?? version, time: time)
    }

    mutating func connectionClosed(_ connection: ConnectionID) {
        guard let number = byConnection.removeValue(forKey: connection) else { return }
        scrapers[number]?.connection = nil
    }

    /// What all of them have been shown that got a page lately; nil if none did.
    func shown(now: UInt64) -> ShownPages? {
        scrapers.values.compactMap(\.shown).filter { now < $0.time + Self.patience }.reduce(nil) { all, one in
            guard let all else { return one }
            return ShownPages(version: min(all.version, one.version), time: min(all.time, one.time))
        }
    }

    private func takeOver(_ appearance: Appearance) -> Int? {
        scrapers.filter { $0.value.connection == nil && $0.value.appearance == appearance }
            .min { $0.value.seenAt < $1.value.seenAt }?.key
    }

    private mutating func add(_ appearance: Appearance, now: UInt64) -> Int {
        if scrapers.count >= Self.limit {
            let closed = scrapers.filter { $0.value.connection == nil }
            if let oldest = closed.min(by: { $0.value.seenAt < $1.value.seenAt })?.key { scrapers[oldest] = nil }
        }
        nextNumber += 1
        scrapers[nextNumber] = Scraper(appearance: appearance, seenAt: now)
        return nextNumber
    }
}
