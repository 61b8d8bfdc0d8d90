extension Aggregator {
    /// Counts a histogram with explicit bounds.
    mutating func count(
        histogram point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int, _ stream: inout UInt32,
        time: UInt64, _ batch: borrowing Batch, _ request: RawSpan
    ) -> Absorption {
        histogram.set(point, of: batch, in: request)
        guard case .histogram(var total) = cells[cell].state else { preconditionFailure("the cell is a histogram's") }
        withCell(cell) { $0.state = .moved }
        let generation = total.value.generation
        guard total.value.accept(bounds: histogram.bounds, start: point.startTime) else {
            withCell(cell) { $0.state = .histogram(total) }
            return .refused(.otherBounds)
        }
        if total.value.generation != generation { withCell(cell) { $0.beginAnew(at: point.startTime) } }
        count(histogram, point, shape, from: writer, into: cell, &stream, &total.value, time: time)
        withCell(cell) { $0.state = .histogram(total) }
        return .taken
    }

    /// Counts an exponential histogram.
    mutating func count(
        exponentialHistogram point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int,
        _ stream: inout UInt32, time: UInt64, _ batch: borrowing Batch, _ request: RawSpan
    ) {
        exponentialHistogram.set(point, of: batch, in: request)
        guard case .exponentialHistogram(var total) = cells[cell].state else {
            preconditionFailure("the cell is an exponential histogram's")
        }
        withCell(cell) { $0.state = .moved }
        count(exponentialHistogram, point, shape, from: writer, into: cell, &stream, &total.value, time: time)
        withCell(cell) { $0.state = .exponentialHistogram(total) }
    }

    /// Counts the greatest histogram of each stream, as ``count(_:_:from:into:time:)`` does with sums.
    private mutating func count<Total: HistogramSum>(
        _ histogram: Total.Part.Histogram, _ point: DataPoint, _ shape: MetricShape, from writer: WriterID,
        into cell: Int, _ stream: inout UInt32, _ total: inout Total, time: UInt64
    ) {
        let isDelta = shape.temporality == .delta
        guard !isDelta || point.startTime != 0 || point.time != 0 else {
            // Nothing names this delta, so it can't be told from another.
            total.add(Total.Part(histogram, time: time, generation: total.generation))
            return
        }
        let key = key(of: point, shape, from: writer, in: cell)
        guard let index = findStream(key, near: &stream) else {
            let part = Total.Part(histogram, time: time, generation: total.generation)
            total.add(part)
            if isInherited(point, shape) { inherit(part, total, by: cell) }
            addStream(key, part.contribution, isDelta: isDelta, time: time)
            return
        }
        let contribution = streams.hear(index, now: now) { $0.contribution(at: time) }
        guard let part = Total.Part.from(contribution) else {
            preconditionFailure("streams of histograms contribute parts of their kind")
        }
        if part.generation == total.generation {
            if !isDelta, point.startTime == 0 {
                // Nothing tells one run from the next but a count that falls.
                guard time > part.time else { return }
                if !part.isRestarted(by: histogram) { total.subtract(part) }
            } else {
                guard part.isExceeded(by: histogram, time: time) else { return }
                total.subtract(part)
            }
        }
        part.set(histogram, time: time, generation: total.generation)
        total.add(part)
    }

    /// Counts a histogram among those that were there before.
    private mutating func inherit<Total: HistogramSum>(_ part: Total.Part, _ total: Total, by cell: Int) {
        withCell(cell) { cell in
            var before = cell.before.flatMap { Total($0.state) } ?? total.emptied
            before.add(part)
            cell.before = Cell.StateBefore(before.state)
        }
    }
}

/// What the totals of both kinds of histograms have in common.
protocol HistogramSum {
    associatedtype Part: HistogramPart

    /// The total in the state of a cell, if it is of this kind.
    init?(_ state: Cell.State)
    /// The state of a cell that has this total.
    var state: Cell.State { get }
    /// A total of the same layout without values.
    var emptied: Self { get }
    /// Parts of another generation aren't in the total any more.
    var generation: UInt32 { get }

    mutating func add(_ part: Part)
    mutating func subtract(_ part: Part)
}

/// What a stream has contributed to such a total.
protocol HistogramPart: AnyObject {
    /// What a point brings.
    associatedtype Histogram

    init(_ histogram: Histogram, time: UInt64, generation: UInt32)

    /// The time of its point, in nanoseconds since 1970.
    var time: UInt64 { get }
    /// The generation of the total that it was added to.
    var generation: UInt32 { get }
    var contribution: Stream.Contribution { get }
    static func from(_ contribution: Stream.Contribution) -> Self?

    /// Overwrites everything, in the memory that is there.
    func set(_ histogram: Histogram, time: UInt64, generation: UInt32)

    /// Whether a histogram of the same stream says more: it has the greater count; of equal ones it is newer, then its
    /// sum or its buckets are greater, so that the order of arrival plays no part.
    func isExceeded(by histogram: Histogram, time: UInt64) -> Bool
    /// Whether a later histogram has begun to count anew.
    func isRestarted(by histogram: Histogram) -> Bool
}

extension HistogramTotal: HistogramSum {
    init?(_ state: Cell.State) {
        guard case .histogram(let total) = state else { return nil }
        self = total.value
    }

    var state: Cell.State { .histogram(Boxed(self)) }
    var emptied: HistogramTotal { HistogramTotal(bounds: bounds, start: latestStart) }
}

extension ExponentialHistogramTotal: HistogramSum {
    init?(_ state: Cell.State) {
        guard case .exponentialHistogram(let total) = state else { return nil }
        self = total.value
    }

    var state: Cell.State { .exponentialHistogram(Boxed(self)) }
    var emptied: ExponentialHistogramTotal { ExponentialHistogramTotal() }
    /// There are no bounds that could change.
    var generation: UInt32 { 0 }
}
