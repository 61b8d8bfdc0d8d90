extension Aggregator {
    /// Counts a histogram with explicit bounds.
    mutating func count(
        histogram point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int, time: UInt64,
        _ batch: borrowing Batch, _ request: RawSpan
    ) -> Absorption {
        histogram.set(point, of: batch, in: request)
        guard case .histogram(var total) = cells[cell].state else { preconditionFailure("the cell is a histogram's") }
        withCell(cell) { $0.state = .moved }
        let generation = total.generation
        guard total.accept(bounds: histogram.bounds, start: point.startTime) else {
            withCell(cell) { $0.state = .histogram(total) }
            return .refused(.otherBounds)
        }
        if total.generation != generation { withCell(cell) { $0.before = nil } }
        count(histogram, point, shape, from: writer, into: cell, &total, time: time)
        withCell(cell) { $0.state = .histogram(total) }
        return .taken
    }

    /// Counts an exponential histogram.
    mutating func count(
        exponentialHistogram point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int,
        time: UInt64, _ batch: borrowing Batch, _ request: RawSpan
    ) {
        exponentialHistogram.set(point, of: batch, in: request)
        guard case .exponentialHistogram(var total) = cells[cell].state else {
            preconditionFailure("the cell is an exponential histogram's")
        }
        withCell(cell) { $0.state = .moved }
        count(exponentialHistogram, point, shape, from: writer, into: cell, &total, time: time)
        withCell(cell) { $0.state = .exponentialHistogram(total) }
    }

    /// Counts the greatest histogram of each stream, as ``count(_:_:from:into:time:)`` does with sums.
    private mutating func count<Total: HistogramSum>(
        _ histogram: Total.Histogram, _ point: DataPoint, _ shape: MetricShape, from writer: WriterID,
        into cell: Int, _ total: inout Total, time: UInt64
    ) {
        let isDelta = shape.temporality == .delta
        guard !isDelta || point.startTime != 0 || point.time != 0 else {
            // Nothing names this delta, so it can't be told from another.
            total.add(total.snapshot(of: histogram, time: time))
            return
        }
        let key = key(of: point, shape, from: writer, in: cell)
        guard let index = findStream(key) else {
            let snapshot = total.snapshot(of: histogram, time: time)
            total.add(snapshot)
            if isInherited(point, shape) { inherit(snapshot, total, by: cell) }
            addStream(key, Total.contribution(snapshot), isDelta: isDelta, time: time)
            return
        }
        streams.hear(index, now: now)
        let isNewer = time > streams[index].time
        streams[index].time = max(streams[index].time, time)
        guard let snapshot = Total.snapshot(streams[index].contribution) else {
            preconditionFailure("streams of histograms contribute snapshots of their kind")
        }
        guard total.contains(snapshot) else {
            total.set(snapshot, to: histogram, time: time)
            total.add(snapshot)
            return
        }
        if !isDelta, point.startTime == 0 {
            // Nothing tells one run from the next but a count that falls.
            guard isNewer else { return }
            if !Total.isRestart(snapshot, histogram) { total.subtract(snapshot) }
        } else {
            guard Total.isExceeded(snapshot, by: histogram, time: time) else { return }
            total.subtract(snapshot)
        }
        total.set(snapshot, to: histogram, time: time)
        total.add(snapshot)
    }

    /// Counts a histogram among those that were there before.
    private mutating func inherit<Total: HistogramSum>(_ snapshot: Total.Snapshot, _ total: Total, by cell: Int) {
        withCell(cell) { cell in
            var before = cell.before.flatMap { Total($0.state) } ?? total.emptied
            before.add(snapshot)
            cell.before = Cell.StateBefore(before.state)
        }
    }
}

/// What the totals of both kinds of histograms have in common.
protocol HistogramSum {
    /// A histogram as a point brings it.
    associatedtype Histogram
    /// A stream's part in the total.
    associatedtype Snapshot

    /// The total in the state of a cell, if it is of this kind.
    init?(_ state: Cell.State)
    /// The state of a cell that has this total.
    var state: Cell.State { get }
    /// A total of the same layout without values.
    var emptied: Self { get }

    mutating func add(_ snapshot: Snapshot)
    mutating func subtract(_ snapshot: Snapshot)

    /// A stream's first part in the total.
    func snapshot(of histogram: Histogram, time: UInt64) -> Snapshot
    /// Overwrites a stream's part.
    func set(_ snapshot: Snapshot, to histogram: Histogram, time: UInt64)
    /// Whether a stream's part is still in the total.
    func contains(_ snapshot: Snapshot) -> Bool

    static func isExceeded(_ snapshot: Snapshot, by histogram: Histogram, time: UInt64) -> Bool
    static func isRestart(_ snapshot: Snapshot, _ histogram: Histogram) -> Bool
    static func contribution(_ snapshot: Snapshot) -> Stream.Contribution
    static func snapshot(_ contribution: Stream.Contribution) -> Snapshot?
}

extension HistogramTotal: HistogramSum {
    init?(_ state: Cell.State) {
        guard case .histogram(let total) = state else { return nil }
        self = total
    }

    var state: Cell.State { .histogram(self) }
    var emptied: HistogramTotal { HistogramTotal(bounds: bounds, start: latestStart) }

    func snapshot(of histogram: HistogramState, time: UInt64) -> HistogramSnapshot {
        HistogramSnapshot(histogram, time: time, generation: generation)
    }

    func set(_ snapshot: HistogramSnapshot, to histogram: HistogramState, time: UInt64) {
        snapshot.set(histogram, time: time, generation: generation)
    }

    func contains(_ snapshot: HistogramSnapshot) -> Bool { snapshot.generation == generation }

    static func isExceeded(_ snapshot: HistogramSnapshot, by histogram: HistogramState, time: UInt64) -> Bool {
        snapshot.isExceeded(by: histogram, time: time)
    }

    static func isRestart(_ snapshot: HistogramSnapshot, _ histogram: HistogramState) -> Bool {
        histogram.count < snapshot.count
    }

    static func contribution(_ snapshot: HistogramSnapshot) -> Stream.Contribution { .histogram(snapshot) }

    static func snapshot(_ contribution: Stream.Contribution) -> HistogramSnapshot? {
        guard case .histogram(let snapshot) = contribution else { return nil }
        return snapshot
    }
}

extension ExponentialHistogramTotal: HistogramSum {
    init?(_ state: Cell.State) {
        guard case .exponentialHistogram(let total) = state else { return nil }
        self = total
    }

    var state: Cell.State { .exponentialHistogram(self) }
    var emptied: ExponentialHistogramTotal { ExponentialHistogramTotal() }

    func snapshot(of histogram: ExponentialHistogramState, time: UInt64) -> ExponentialHistogramSnapshot {
        ExponentialHistogramSnapshot(histogram, time: time)
    }

    func set(_ snapshot: ExponentialHistogramSnapshot, to histogram: ExponentialHistogramState, time: UInt64) {
        snapshot.set(histogram, time: time)
    }

    func contains(_ snapshot: ExponentialHistogramSnapshot) -> Bool { true }

    static func isExceeded(
        _ snapshot: ExponentialHistogramSnapshot, by histogram: ExponentialHistogramState, time: UInt64
    ) -> Bool {
        snapshot.isExceeded(by: histogram, time: time)
    }

    static func isRestart(_ snapshot: ExponentialHistogramSnapshot, _ histogram: ExponentialHistogramState) -> Bool {
        histogram.count < snapshot.count
    }

    static func contribution(_ snapshot: ExponentialHistogramSnapshot) -> Stream.Contribution {
        .exponentialHistogram(snapshot)
    }

    static func snapshot(_ contribution: Stream.Contribution) -> ExponentialHistogramSnapshot? {
        guard case .exponentialHistogram(let snapshot) = contribution else { return nil }
        return snapshot
    }
}
