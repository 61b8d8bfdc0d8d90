internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Turns cumulative points of sums that never fall, and of histograms, into what came since the point before.
final class CumulativeToDelta: MetricsProcessor {
    /// The last point of a stream.
    private struct Last {
        var value: PointValue
        var time: UInt64
        /// When it arrived, on the monotonic clock.
        var heard: UInt64
    }

    private let settings: CumulativeToDeltaSettings
    /// When the processor was made, in nanoseconds since 1970.
    private let begun: UInt64
    private let limits: LimitLog
    private let streams = Locked(StreamStates<Last>())

    /// How long a silent stream is remembered if the settings don't say.
    private static let memory = Duration.seconds(3600)

    init(_ settings: CumulativeToDeltaSettings, _ logger: Logger, begun: UInt64 = clockNanoseconds()) {
        self.settings = settings
        self.begun = begun
        limits = LimitLog(logger)
    }

    var keepsState: Bool { true }

    func forget(_ series: [SeriesID]) {
        streams.withLock { $0.forget(series) }
    }

    func run() async {
        let interval = settings.maxStaleness == .zero ? .seconds(60) : settings.maxStaleness
        await Sweep.run(every: interval) { sweep(now: $0, clock: clockNanoseconds()) }
    }

    /// Forgets what is stale by the settings.
    func sweep(now: UInt64, clock: UInt64) {
        let (staleness, memory) = (settings.maxStaleness.nanoseconds, Self.memory.nanoseconds)
        streams.withLock { streams in
            streams.removeAll {
                staleness > 0 ? clock.since($0.time) > staleness : now.since($0.heard) > memory
            }
        }
    }

    func process(_ metrics: inout MetricsData) {
        let now = monotonicNanoseconds()
        var losses: [String] = []
        streams.withLock { streams in
            metrics.changeMetrics { metric in
                guard isConverted(metric) else { return true }
                metric.description.shape.temporality = .delta
                metric.points = metric.points.compactMap { point in
                    switch convert(point, &streams, now) {
                    case .passes(let point): return point
                    case .isDropped: return nil
                    case .isLost(let reason):
                        losses.append(reason)
                        return nil
                    }
                }
                return !metric.points.isEmpty
            }
        }
        for loss in losses { limits.note(loss) }
    }

    private func isConverted(_ metric: Metric) -> Bool {
        let shape = metric.description.shape
        guard !metric.points.isEmpty, shape.temporality == .cumulative else { return false }
        switch shape.type {
        case .sum: guard shape.isMonotonic else { return false }
        case .histogram, .exponentialHistogram: break
        case .empty, .gauge, .summary: return false
        }
        return settings.include.matches(metric.description)
            && (settings.exclude.isEmpty || !settings.exclude.matches(metric.description))
    }

    private enum Outcome {
        case passes(PointContents)
        case isDropped
        /// It is dropped, and people should know why.
        case isLost(String)
    }

    private func convert(_ point: PointContents, _ streams: inout StreamStates<Last>, _ now: UInt64) -> Outcome {
        guard let identity = point.origin?.identity else { return .passes(point) }
        if point.hasNoRecordedValue { return .isDropped }
        if point.saysNothing { return .passes(point) }
        let key = StreamStates<Last>.Key(identity: identity, startTime: point.startTime)
        var point = point
        let value = point.value
        guard let last = streams[key] else {
            guard !streams.isFull else { return .isLost("Too many streams; points of new ones are dropped") }
            streams.remember(Last(value: value, time: point.time, heard: now), of: key)
            return first(point)
        }
        // What comes late, or again after something newer, says nothing new.
        guard point.time == 0 || point.time >= last.time else { return .isDropped }
        streams.remember(Last(value: value, time: point.time, heard: now), of: key)
        point.startTime = last.time
        switch value.difference(from: last.value) {
        case .since(let difference): point.value = difference.trimmed()
        case .restart:
            // A histogram that begins anew has counted all that it says since the last point.
            if case .number = value { return .isDropped }
            point.value = value.withoutExtremes()
        case .otherBounds:
            return .isLost("Points in histogram series have different bucket boundaries; some data will be dropped")
        case .otherBucketCount:
            return .isLost("Points in histogram series have different numbers of buckets; some data will be dropped")
        }
        return .passes(point)
    }

    private func first(_ point: PointContents) -> Outcome {
        var point = point
        point.value = point.value.withoutExtremes()
        switch settings.initialValue {
        case .keep: point.startTime = 0
        case .drop: return .isDropped
        case .auto: guard point.startTime >= begun, point.startTime != point.time else { return .isDropped }
        }
        return .passes(point)
    }
}

extension PointValue {
    /// The same without empty buckets at the ends of an exponential histogram.
    fileprivate func trimmed() -> PointValue {
        guard case .exponentialHistogram(var histogram) = self else { return self }
        histogram.buckets = histogram.buckets.trimmed()
        return .exponentialHistogram(histogram)
    }
}
