/// Makes one value of the points that many writers send of a series: cells, and the streams that count in them.
struct Aggregator: ~Copyable {
    private(set) var cells = ChunkedArray<Cell>()
    var streams = StreamTable()
    let options: CountingOptions
    let gaugeTimes: GaugeTimes
    /// The latest time that it was told, in nanoseconds of the monotonic clock.
    private(set) var now: UInt64 = 0
    /// How many live streams were finished early lately, because there were too many.
    private var finishedEarlyCount = 0
    /// How many finished streams were forgotten early lately, because there were too many.
    private var forgottenEarlyCount = 0

    // What histograms are decoded into; kept for its memory.
    var histogram = HistogramState()
    var exponentialHistogram = ExponentialHistogramState()

    /// What became of a point.
    enum Absorption: Equatable {
        /// The state has it.
        case taken
        /// It says nothing new.
        case passedOver
        case refused(PointRefusal)
    }

    /// Makes an aggregator without cells; `expiration` is for how long a silent series is shown, in nanoseconds.
    init(_ options: CountingOptions, expiration: UInt64) {
        self.options = options
        gaugeTimes = GaugeTimes(streamTimeout: options.streamTimeout, expiration: expiration)
    }

    // MARK: - Cells

    /// Puts a cell at an index: a free one, or the one behind the last.
    mutating func set(_ cell: Cell, at index: Int) {
        if index == cells.count { cells.append(cell) } else { cells[index] = cell }
    }

    @inline(__always)
    mutating func withCell(_ index: Int, _ change: (inout Cell) -> Void) {
        change(&cells[index])
    }

    /// Gives back the memory of cells at the end.
    mutating func removeLastCells(_ count: Int) {
        cells.removeLast(count)
    }

    /// A state for a series' first point, which must not be refused; the point itself is taken afterwards.
    mutating func makeState(
        for point: DataPoint, of shape: MetricShape, gauge rule: GaugeRule, in batch: borrowing Batch,
        _ request: RawSpan
    ) -> Cell.State {
        guard options.writers != .last else {
            return .accumulator(Boxed(Accumulator(point, of: shape.type, in: batch, request)))
        }
        switch shape.type {
        case .gauge: return .gauge(Boxed(GaugeState(rule)))
        case .empty, .sum: return shape.isMonotonic ? .counter(NumberTotal()) : .level(NumberTotal())
        case .histogram:
            histogram.set(point, of: batch, in: request)
            return .histogram(Boxed(HistogramTotal(bounds: histogram.bounds, start: point.startTime)))
        case .exponentialHistogram: return .exponentialHistogram(Boxed(ExponentialHistogramTotal()))
        case .summary:
            return .summary(Boxed(SummaryState(point, time: batch.time(of: point), of: batch, in: request)))
        }
    }

    // MARK: - Points

    /// Why a point could be in no cell, if so.
    func refusal(of point: DataPoint, _ shape: MetricShape, in batch: borrowing Batch) -> PointRefusal? {
        guard options.writers != .last, !point.hasNoRecordedValue else { return nil }
        if shape.type == .histogram, batch.histograms[Int(point.detail)].isTooLong { return .tooManyBounds }
        let isFinite =
            switch shape.type {
            case .sum: point.number.isFinite
            case .histogram: batch.histograms[Int(point.detail)].sum?.isFinite ?? true
            case .exponentialHistogram: batch.exponentialHistograms[Int(point.detail)].sum?.isFinite ?? true
            case .empty, .gauge, .summary: true
            }
        return isFinite ? nil : .notFinite
    }

    /// Why a point won't be taken by a cell, if so.
    mutating func refusal(
        of point: DataPoint, _ shape: MetricShape, into cell: Int, of batch: borrowing Batch, in request: RawSpan
    ) -> PointRefusal? {
        if let refusal = refusal(of: point, shape, in: batch) { return refusal }
        guard case .histogram(var total) = cells[cell].state, !point.hasNoRecordedValue else { return nil }
        histogram.set(point, of: batch, in: request)
        return total.value.accept(bounds: histogram.bounds, start: point.startTime) ? nil : .otherBounds
    }

    /// Takes a point of a series. `stream` is where its stream probably is, and is told where it is.
    mutating func absorb(
        _ point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int, stream: inout UInt32,
        of batch: borrowing Batch, in request: RawSpan
    ) -> Absorption {
        if let refusal = refusal(of: point, shape, in: batch) { return .refused(refusal) }
        let result = absorbAdmitted(
            point, shape, from: writer, into: cell, stream: &stream, of: batch, in: request)
        while streams.order.live.count > options.streamLimit {
            finishedEarlyCount += 1
            finish(Int(streams.order.live.first))
        }
        guard result == .taken else { return result }
        cells[cell].note(now: now, time: batch.time(of: point), clock: batch.arrivalClockTime)
        if point.hasExemplars, shape.showsExemplars {
            cells[cell].exemplars.replace(with: point, of: shape, in: request)
        } else if options.writers == .last {
            cells[cell].exemplars.removeAll()
        }
        return .taken
    }

    private mutating func absorbAdmitted(
        _ point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int, stream: inout UInt32,
        of batch: borrowing Batch, in request: RawSpan
    ) -> Absorption {
        let time = batch.time(of: point)
        switch cells[cell].state {
        // What has been counted stays so, also when a sender has nothing more to say.
        case .counter where point.hasNoRecordedValue, .histogram where point.hasNoRecordedValue,
            .exponentialHistogram where point.hasNoRecordedValue:
            return .passedOver
        case .counter: count(point, shape, from: writer, into: cell, &stream, time: time)
        case .level: return addLevel(point, shape, from: writer, into: cell, &stream, time: time)
        case .histogram:
            return count(histogram: point, shape, from: writer, into: cell, &stream, time: time, batch, request)
        case .exponentialHistogram:
            count(exponentialHistogram: point, shape, from: writer, into: cell, &stream, time: time, batch, request)
        case .gauge(var gauge):
            cells[cell].state = .moved
            let value = point.hasNoRecordedValue ? nil : point.number.asDouble
            gauge.value.take(GaugePoint(time: time, value: value), from: writer, point.received, now: now, gaugeTimes)
            cells[cell].state = .gauge(gauge)
        case .summary(var summary):
            _ = summary.value.replace(with: point, time: time, of: batch, in: request)
            cells[cell].state = .summary(summary)
        case .accumulator(var accumulator):
            cells[cell].state = .moved
            let isTaken = accumulator.value.absorb(point, shape, in: batch, request)
            cells[cell].state = .accumulator(accumulator)
            return isTaken ? .taken : .passedOver
        }
        return .taken
    }

    // MARK: - Streams

    /// Whether a point's stream counts in a cell already.
    mutating func knowsStream(
        of point: DataPoint, _ shape: MetricShape, from writer: WriterID, in cell: Int
    ) -> Bool {
        var stream = UInt32.max
        return findStream(key(of: point, shape, from: writer, in: cell), near: &stream) != nil
    }

    @inline(__always)
    func key(of point: DataPoint, _ shape: MetricShape, from writer: WriterID, in cell: Int) -> StreamKey {
        StreamKey(point, shape, cell: cell, writer: writer, keepsWritersApart: options.writers == .separate)
    }

    /// The index of a stream that is remembered.
    mutating func findStream(_ key: StreamKey, near stream: inout UInt32) -> Int? {
        guard let index = streams.find(key, near: &stream) else { return nil }
        // Deltas are forgotten in another order than that of the list, so some may still be there.
        guard streams[index].isFinished, isForgotten(streams[index]) else { return index }
        removeStream(index)
        return nil
    }

    /// Adds a stream that begins with a point at `time`.
    mutating func addStream(_ key: StreamKey, _ contribution: Stream.Contribution, isDelta: Bool, time: UInt64) {
        _ = streams.insert(Stream(key: key, contribution: contribution, isDelta: isDelta, time: time, heard: now))
        cells[Int(key.cell)].streamCount += 1
    }

    /// Whether what a stream brings first was counted by somebody before.
    func isInherited(_ point: DataPoint, _ shape: MetricShape) -> Bool {
        shape.temporality == .cumulative && point.startTime < options.startTime
    }

    // MARK: - Time

    /// Moves on to a time, in nanoseconds of the monotonic clock: finishes and forgets streams. Earlier times don't
    /// count, since requests overtake each other.
    mutating func advance(to time: UInt64) {
        now = max(now, time)
        while streams.order.live.count > 0 {
            let index = Int(streams.order.live.first)
            guard now - streams[index].heard >= options.streamTimeout else { break }
            finish(index)
        }
        while streams.order.finished.count > 0 {
            let index = Int(streams.order.finished.first)
            guard isForgotten(streams[index]) else { break }
            removeStream(index)
        }
    }

    /// Ends a live stream. What it has contributed stays where totals only grow; else it leaves.
    private mutating func finish(_ index: Int) {
        if !streams[index].isDelta, case .writers(let writers) = streams[index].contribution {
            changeLevel(of: Int(streams[index].key.cell)) { $0.subtract(writers.value) }
            removeStream(index)
            return
        }
        streams.finish(index)
        if isForgotten(streams[index]), streams[index].isDelta {
            removeStream(index)
            return
        }
        while streams.order.finished.count > options.finishedStreamLimit
            || streams.finishedBytes > options.finishedByteLimit
        {
            forgottenEarlyCount += 1
            removeStream(Int(streams.order.finished.first))
        }
    }

    /// How many streams were finished and forgotten early since that was asked for last.
    mutating func takeEarlyEnds() -> (finished: Int, forgotten: Int) {
        defer { (finishedEarlyCount, forgottenEarlyCount) = (0, 0) }
        return (finishedEarlyCount, forgottenEarlyCount)
    }

    private func isForgotten(_ stream: Stream) -> Bool {
        now - stream.heard >= stream.memory(options)
    }

    private mutating func removeStream(_ index: Int) {
        cells[Int(streams[index].key.cell)].streamCount -= 1
        streams.remove(index)
    }
}

extension HistogramFields {
    /// Whether it has more buckets than are kept of any histogram, of 8 bytes each, and one without a bound.
    fileprivate var isTooLong: Bool {
        let limit = ExponentialHistogramState.bucketLimit * 8
        return explicitBounds.count > limit || bucketCounts.count > limit + 8
    }
}
