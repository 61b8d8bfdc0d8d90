internal import MetricCore

/// The points that `batch` keeps: those that wait, and batches that are ready to go.
struct HeldBatches {
    /// How many points go however large a batch may become.
    private static let pointLimit = 1_000_000

    private let settings: BatchSettings
    private var waiting = MetricsData()
    private var waitingCount = 0
    private var ready: [MetricsData] = []
    /// The first of those that is still here.
    private var next = 0

    init(_ settings: BatchSettings) {
        self.settings = settings
    }

    /// Whether a batch is ready to go.
    var isReady: Bool { next < ready.count }

    /// Adds what a request brought; with enough of it a batch is ready.
    mutating func add(_ metrics: MetricsData, pointCount: Int) {
        waiting.resources += metrics.resources
        waitingCount += pointCount
        if isEnough(waitingCount) { makeReady(all: false) }
    }

    /// Has everything go.
    mutating func makeAllReady() {
        if waitingCount > 0 { makeReady(all: true) }
    }

    /// Takes out the batch that goes next; nothing if there is none.
    mutating func takeReady() -> MetricsData {
        var taken = MetricsData()
        guard isReady else { return taken }
        swap(&taken, &ready[next])
        next += 1
        return taken
    }

    /// Has points forget that they were of these series.
    mutating func forget(_ series: [SeriesID]) {
        waiting.forgetOrigins(of: series)
        for index in ready.indices { ready[index].forgetOrigins(of: series) }
    }

    private func isEnough(_ count: Int) -> Bool {
        settings.timeout == .zero || count >= min(settings.size, Self.pointLimit)
    }

    private mutating func makeReady(all: Bool) {
        if !isReady {
            ready = []
            next = 0
        }
        let limit = settings.maximumSize > 0 ? settings.maximumSize : waitingCount
        guard waitingCount > limit else {
            ready.append(waiting)
            (waiting, waitingCount) = (MetricsData(), 0)
            return
        }
        ready += waiting.split(every: limit)
        (waiting, waitingCount) = (MetricsData(), 0)
        let restCount = ready.last?.pointCount ?? 0
        if !all, !isEnough(restCount), let rest = ready.popLast() { (waiting, waitingCount) = (rest, restCount) }
    }
}
