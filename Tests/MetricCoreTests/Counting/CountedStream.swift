import MetricCore

/// A point as it was taken.
struct CountedPoint {
    /// Its time, or that of its arrival where its own can't be right.
    let time: UInt64
    let writer: String?
    let value: SentValue
}

/// A series as it was received, without its writer.
struct ReceivedSeries: Hashable {
    let host: String?
    let metric: SentMetric
    let label: String?
}

/// What tells one stream of a cell from another.
struct CountedKey: Hashable {
    let received: ReceivedSeries
    let start: UInt64
    /// Where the start alone doesn't tell processes apart.
    let writer: String?
    /// Of a delta that doesn't say when it began.
    let time: UInt64?
}

/// One run of one series: all its points, and what they come to.
final class CountedStream {
    let key: CountedKey
    /// In the order in which they arrived.
    private var points: [CountedPoint] = []
    /// What the points come to, worked out from all of them.
    private(set) var amount = Amount()
    /// When the last of them arrived, on the monotonic clock; the number of that point in the order of all arrivals.
    private(set) var heard: UInt64 = 0
    private(set) var sequence = 0
    private var newestTime: UInt64 = 0
    var isFinished = false

    init(_ key: CountedKey) {
        self.key = key
    }

    func add(_ point: CountedPoint, now: UInt64, sequence: Int) {
        points.append(point)
        heard = now
        self.sequence = sequence
        newestTime = max(newestTime, point.time)
        isFinished = false
        amount = worked()
    }

    /// Makes it count nothing, as if it had said nothing yet.
    func clear() {
        points = []
        amount = Amount()
    }

    /// Whether it leaves the total when it is finished.
    var isGoneWhenFinished: Bool { key.received.metric.kind == .upDownCounter && !key.received.metric.isDelta }

    /// Whether somebody counted on it before a process did that began at `startTime`.
    func isInherited(startTime: UInt64) -> Bool {
        !key.received.metric.isDelta && key.start < startTime
    }

    /// After how long a silence it is forgotten.
    func memory(_ rules: CountingRules) -> UInt64 {
        guard !isGoneWhenFinished else { return rules.streamTimeout }
        var memory = rules.streamMemory
        if key.received.metric.isDelta {
            let span = key.start == 0 || key.start > newestTime ? 0 : newestTime - key.start
            memory = min(max(3 * span, rules.streamTimeout), memory)
        }
        return max(rules.streamTimeout, memory)
    }

    private func worked() -> Amount {
        let metric = key.received.metric
        if metric.kind == .upDownCounter { return Amount(newestOfFirstWriter) }
        if key.start == 0, !metric.isDelta { return sumOfRuns }
        return points.max { $0.isBelow($1) }.map { Amount($0.value) } ?? Amount()
    }

    /// Without a start: a value that falls as time goes on begins another run.
    private var sumOfRuns: Amount {
        guard var newest = points.first else { return Amount() }
        var earlier = Amount()
        for point in points.dropFirst() where point.time > newest.time {
            if point.isLess(than: newest) { earlier += Amount(newest.value) }
            newest = point
        }
        return earlier + Amount(newest.value)
    }

    /// What the writer said last that was the first to say anything.
    private var newestOfFirstWriter: SentValue {
        var writers: [String?: (earliest: UInt64, newest: CountedPoint)] = [:]
        for point in points {
            if let known = writers[point.writer] {
                writers[point.writer] = (
                    min(known.earliest, point.time), known.newest.isEarlier(than: point) ? point : known.newest
                )
            } else {
                writers[point.writer] = (point.time, point)
            }
            if writers.count > CountingRules.writerLimit,
                let last = writers.max(by: { $0.value.earliest < $1.value.earliest })
            {
                writers[last.key] = nil
            }
        }
        return writers.values.min { $0.earliest < $1.earliest }?.newest.value ?? .end
    }
}

// MARK: - Order

extension CountedPoint {
    /// By time, then by value.
    func isEarlier(than other: CountedPoint) -> Bool {
        time == other.time ? isLess(than: other) : time < other.time
    }

    /// Whether another point of its stream stands in its place: by value; of histograms by count, time, sum, buckets.
    fileprivate func isBelow(_ other: CountedPoint) -> Bool {
        switch (value, other.value) {
        case (.histogram(let left), .histogram(let right)):
            let (leftKey, rightKey) = ((left.count, time, left.sum ?? 0), (right.count, other.time, right.sum ?? 0))
            return leftKey == rightKey ? left.counts.lexicographicallyPrecedes(right.counts) : leftKey < rightKey
        case (.exponential(let left), .exponential(let right)):
            return (left.count, time, left.sum ?? 0) < (right.count, other.time, right.sum ?? 0)
        default:
            return isLess(than: other)
        }
    }

    /// By value alone, which is the count of a histogram.
    fileprivate func isLess(than other: CountedPoint) -> Bool {
        switch (value, other.value) {
        case (.number(let left), .number(let right)): left.isLess(than: right)
        case (.histogram(let left), .histogram(let right)): left.count < right.count
        case (.exponential(let left), .exponential(let right)): left.count < right.count
        default: false
        }
    }
}

extension NumberValue {
    func isLess(than other: NumberValue) -> Bool {
        if case .int(let left) = self, case .int(let right) = other { return left < right }
        return asDouble < other.asDouble
    }
}
