internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Gives points that don't say when their stream began the time at which it did, as far as one can tell.
final class MetricStartTime: MetricsProcessor {
    /// What is known of a stream.
    private struct Stream {
        var startTime: UInt64
        var last: PointValue
        var lastTime: UInt64
        /// What is taken off its values.
        var initial: PointValue?
        /// When the last point arrived, on the monotonic clock.
        var heard: UInt64
    }

    private let settings: MetricStartTimeSettings
    /// When the processor was made, in nanoseconds since 1970.
    private let begun: UInt64
    private let limits: LimitLog
    private let streams = Locked(StreamStates<Stream>())

    /// How long before the first point after a restart a stream is taken to have begun, in nanoseconds.
    private static let leadTime: UInt64 = 1_000_000

    init(_ settings: MetricStartTimeSettings, _ logger: Logger, begun: UInt64 = clockNanoseconds()) {
        self.settings = settings
        self.begun = begun
        limits = LimitLog(logger)
    }

    var keepsState: Bool { true }

    func forget(_ series: [SeriesID]) {
        streams.withLock { $0.forget(series) }
    }

    func run() async {
        await Sweep.run(every: settings.memory) { sweep(now: $0) }
    }

    /// Forgets the streams that are silent for too long.
    func sweep(now: UInt64) {
        let memory = settings.memory.nanoseconds
        streams.withLock { $0.removeAll { now.since($0.heard) > memory } }
    }

    func process(_ metrics: inout MetricsData) {
        var adjustment = Adjustment(now: monotonicNanoseconds())
        if case .metric(let metric) = settings.strategy { adjustment.told = metric.startTime(in: metrics) ?? begun }
        streams.withLock { streams in
            metrics.changePoints { points, shape in
                guard adjustment.concerns(shape) else { return }
                adjustment.mayRestart = shape.mayRestart
                points = points.compactMap { adjust($0, &streams, &adjustment) }
            }
        }
        limits.note("Too many streams; points of new ones pass without a start time", count: adjustment.tooMany)
    }

    /// What concerns all points of a request, or of the metric at hand.
    private struct Adjustment {
        /// When the request came, on the monotonic clock.
        let now: UInt64
        /// When all streams began, if that is told.
        var told: UInt64?
        /// Whether a value that falls tells of a restart.
        var mayRestart = false
        var tooMany = 0

        func concerns(_ shape: MetricShape) -> Bool {
            switch shape.type {
            case .empty, .gauge: false
            case .summary: true
            case .sum, .histogram, .exponentialHistogram: shape.temporality == .cumulative || told != nil
            }
        }
    }

    /// - Returns: The point with a start time; nil if it is the one that is taken off the others.
    private func adjust(
        _ point: PointContents, _ streams: inout StreamStates<Stream>, _ adjustment: inout Adjustment
    ) -> PointContents? {
        // A start at the time of the point itself says nothing.
        guard point.startTime == 0 || point.startTime == point.time, let identity = point.origin?.identity else {
            return point
        }
        var point = point
        let key = StreamStates<Stream>.Key(identity: identity)
        if point.hasNoRecordedValue {
            point.startTime = min(streams[key]?.startTime ?? adjustment.told ?? point.time, point.time)
            return point
        }
        if let stream = streams[key] {
            return follow(stream, key, point, &streams, adjustment)
        }
        guard !streams.isFull else {
            adjustment.tooMany += 1
            return point
        }
        var stream = Stream(
            startTime: adjustment.told ?? point.time, last: point.value, lastTime: point.time, heard: adjustment.now)
        if case .subtractingFirstPoint = settings.strategy { stream.initial = point.value }
        streams.remember(stream, of: key)
        point.startTime = stream.startTime
        return stream.initial == nil ? point : nil
    }

    /// Adjusts a point of a stream that is known.
    private func follow(
        _ known: Stream, _ key: StreamStates<Stream>.Key, _ point: PointContents,
        _ streams: inout StreamStates<Stream>, _ adjustment: Adjustment
    ) -> PointContents? {
        var (stream, point) = (known, point)
        stream.heard = adjustment.now
        // What comes late tells nothing of restarts.
        if point.time >= stream.lastTime {
            if adjustment.mayRestart, !point.value.continues(stream.last) {
                stream.startTime = point.time.since(Self.leadTime)
                stream.initial = nil
            }
            stream.last = point.value
            stream.lastTime = point.time
        }
        streams.remember(stream, of: key)
        point.startTime = min(stream.startTime, point.time)
        if let initial = stream.initial {
            guard case .since(let value) = point.value.difference(from: initial) else { return nil }
            point.value = value
        }
        return point
    }
}

extension MetricShape {
    /// Whether its values only fall when whoever counts begins anew.
    fileprivate var mayRestart: Bool {
        switch type {
        case .summary: true
        case .sum: isMonotonic && temporality == .cumulative
        case .histogram, .exponentialHistogram: temporality == .cumulative
        case .empty, .gauge: false
        }
    }
}

extension PointValue {
    /// Whether it counts all that an earlier one did, in the same buckets.
    fileprivate func continues(_ earlier: PointValue) -> Bool {
        if case .since = difference(from: earlier) { true } else { false }
    }
}

extension MetricsData {
    /// Changes the points of each metric, in order; all groups stay.
    fileprivate mutating func changePoints(_ change: (inout [PointContents], MetricShape) -> Void) {
        for resource in resources.indices {
            for scope in resources[resource].scopes.indices {
                for metric in resources[resource].scopes[scope].metrics.indices {
                    let shape = resources[resource].scopes[scope].metrics[metric].description.shape
                    change(&resources[resource].scopes[scope].metrics[metric].points, shape)
                }
            }
        }
    }
}
