internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Adds up the deltas of each stream: each point becomes the total until then.
final class DeltaToCumulative: MetricsProcessor {
    /// What a stream has come to.
    private struct Total {
        var value: PointValue
        var startTime: UInt64
        var time: UInt64
        /// When the last point arrived, on the monotonic clock.
        var heard: UInt64
    }

    /// How many buckets a side of an exponential histogram has at most, as in SDKs.
    private static let bucketLimit = 160

    private let settings: DeltaToCumulativeSettings
    private let limits: LimitLog
    private let totals: Locked<StreamStates<Total>>

    init(_ settings: DeltaToCumulativeSettings, _ logger: Logger) {
        self.settings = settings
        limits = LimitLog(logger)
        totals = Locked(StreamStates(limit: settings.maxStreams))
    }

    var keepsState: Bool { true }
    var stopsEmptyRequests: Bool { true }

    func forget(_ series: [SeriesID]) {
        totals.withLock { $0.forget(series) }
    }

    func run() async {
        await Sweep.run(every: .seconds(60)) { sweep(now: $0) }
    }

    /// Forgets the streams that are silent for too long.
    func sweep(now: UInt64) {
        let staleness = settings.maxStale.nanoseconds
        totals.withLock { $0.removeAll { now.since($0.heard) > staleness } }
    }

    func process(_ metrics: inout MetricsData) {
        let now = monotonicNanoseconds()
        var tooMany = 0
        totals.withLock { totals in
            metrics.changeMetrics { metric in
                guard isConverted(metric) else { return true }
                metric.description.shape.temporality = .cumulative
                metric.points = metric.points.compactMap { add($0, to: &totals, now, &tooMany) }
                return !metric.points.isEmpty
            }
        }
        limits.note("Too many streams; points of new ones are dropped", count: tooMany)
    }

    private func isConverted(_ metric: Metric) -> Bool {
        guard !metric.points.isEmpty, metric.description.shape.temporality == .delta else { return false }
        switch metric.description.shape.type {
        case .sum, .histogram, .exponentialHistogram: return true
        case .empty, .gauge, .summary: return false
        }
    }

    /// - Returns: The point with the total that it makes, or nil if it is too old, or its stream too many.
    private func add(
        _ point: PointContents, to totals: inout StreamStates<Total>, _ now: UInt64, _ tooMany: inout Int
    ) -> PointContents? {
        guard let identity = point.origin?.identity else { return point }
        let key = StreamStates<Total>.Key(identity: identity)
        var point = point
        // A point without a value ends a series; there is nothing to add.
        guard !point.hasNoRecordedValue else {
            point.startTime = totals[key]?.startTime ?? point.startTime
            return point
        }
        var total: Total
        if let last = totals[key] {
            guard point.startTime >= last.startTime, point.time > last.time else { return nil }
            total = last
            if let value = last.value.adding(point.value, bucketLimit: Self.bucketLimit) {
                total.value = value
            } else {
                // Other buckets begin anew.
                total.value = point.value.fitting(into: Self.bucketLimit)
                total.startTime = point.startTime
            }
        } else {
            guard !totals.isFull else {
                tooMany += 1
                return nil
            }
            total = Total(
                value: point.value.fitting(into: Self.bucketLimit), startTime: point.startTime, time: 0, heard: now)
        }
        total.time = point.time
        total.heard = now
        totals.remember(total, of: key)
        point.value = total.value
        point.startTime = total.startTime
        return point
    }
}
