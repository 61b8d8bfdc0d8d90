internal import MetricCore

/// The points that `batch` keeps: those that wait, and batches that are ready to go.
struct HeldBatches {
    /// For each of the metadata keys the values' bytes: those of requests whose points go together.
    private typealias Combination = [[[UInt8]]]

    private let settings: BatchSettings
    private var waiting: [WaitingPoints] = []
    /// Where the points of a combination wait.
    private var places: [Combination: Int] = [:]
    private var ready: [MetricsData] = []
    /// The first of those that is still here.
    private var next = 0

    init(_ settings: BatchSettings, now: UInt64) {
        self.settings = settings
        if settings.metadataKeys.isEmpty { _ = add([], WaitingPoints(of: nil, now: now)) }
    }

    /// Whether a batch is ready to go.
    var isReady: Bool { next < ready.count }

    /// When points of those that wait for longest went last.
    var leastLastSent: UInt64? { waiting.lazy.map(\.lastSent).min() }

    /// Adds what a request brought; with enough of it a batch is ready.
    ///
    /// - Returns: Whether it was taken. It isn't if there are too many combinations of metadata.
    mutating func add(_ metrics: MetricsData, pointCount: Int, now: UInt64) -> Bool {
        let metadata = metrics.client?.metadata ?? RequestMetadata()
        guard let place = place(of: metadata, now: now) else { return false }
        makeReady(waiting[place].add(metrics, pointCount: pointCount, settings, now: now))
        return true
    }

    /// Where points wait that came with this metadata; nil if there is no room for one more combination.
    private mutating func place(of metadata: RequestMetadata, now: UInt64) -> Int? {
        let combination = settings.metadataKeys.map { key in metadata[key].map { Array($0.utf8) } }
        if let known = places[combination] { return known }
        guard waiting.count < settings.metadataLimit else { return nil }
        let client = ClientInformation(metadata: metadata.choosing(settings.metadataKeys))
        return add(combination, WaitingPoints(of: client, now: now))
    }

    private mutating func add(_ combination: Combination, _ points: WaitingPoints) -> Int {
        waiting.append(points)
        places[combination] = waiting.count - 1
        return waiting.count - 1
    }

    /// Has all points go of which none has gone since a time.
    ///
    /// - Returns: Whether there are such.
    mutating func makeReady(notSentSince time: UInt64, now: UInt64) -> Bool {
        let due = waiting.indices.filter { waiting[$0].lastSent <= time }
        let batches = due.flatMap { waiting[$0].takeAll(settings, now: now) }
        makeReady(batches)
        return !batches.isEmpty
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
        for place in waiting.indices { waiting[place].forget(series) }
        for index in ready.indices { ready[index].forgetOrigins(of: series) }
    }

    private mutating func makeReady(_ batches: [MetricsData]) {
        if !isReady {
            ready = []
            next = 0
        }
        ready += batches
    }
}
