internal import MetricCore

/// Points that wait until there are enough of them for a batch.
struct WaitingPoints {
    /// How many points go however large a batch may become.
    private static let pointLimit = 1_000_000

    /// What is known of the requests of all of them.
    let client: ClientInformation?
    /// When some of them went last, or the first came, in nanoseconds of the monotonic clock.
    private(set) var lastSent: UInt64
    private var metrics = MetricsData()
    private var count = 0

    init(of client: ClientInformation?, now: UInt64) {
        self.client = client
        lastSent = now
    }

    /// Adds what a request brought.
    ///
    /// - Returns: The batches that there are enough points for now.
    mutating func add(
        _ received: MetricsData, pointCount: Int, _ settings: BatchSettings, now: UInt64
    ) -> [MetricsData] {
        metrics.resources += received.resources
        count += pointCount
        return Self.isEnough(count, settings) ? take(settings, now: now) { Self.isEnough($0, settings) } : []
    }

    /// Takes out everything, in batches.
    mutating func takeAll(_ settings: BatchSettings, now: UInt64) -> [MetricsData] {
        take(settings, now: now) { _ in true }
    }

    /// Has points forget that they were of these series.
    mutating func forget(_ series: [SeriesID]) {
        metrics.forgetOrigins(of: series)
    }

    private static func isEnough(_ count: Int, _ settings: BatchSettings) -> Bool {
        settings.timeout == .zero || count >= min(settings.size, pointLimit)
    }

    /// Takes out as many batches as can be cut, and the rest of so many points if it may go.
    private mutating func take(
        _ settings: BatchSettings, now: UInt64, restMayGo: (Int) -> Bool
    ) -> [MetricsData] {
        lastSent = now
        guard count > 0 else { return [] }
        let limit = settings.maximumSize > 0 ? settings.maximumSize : count
        var batches = count > limit ? metrics.split(every: limit) : [metrics]
        (metrics, count) = (MetricsData(), 0)
        let restCount = batches.last?.pointCount ?? 0
        if batches.count > 1, !restMayGo(restCount), let rest = batches.popLast() {
            (metrics, count) = (rest, restCount)
        }
        for index in batches.indices { batches[index].client = client }
        return batches
    }
}
