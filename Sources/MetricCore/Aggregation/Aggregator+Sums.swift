extension Aggregator {
    // MARK: - Sums that never fall

    /// Counts a point of a counter in the stream in which the series' last one was counted, if it belongs there.
    ///
    /// - Returns: Whether it does; if not, nothing has happened.
    @inline(__always)
    mutating func countNext(
        _ point: DataPoint, _ shape: MetricShape, from writer: WriterID, into known: KnownCell, time: UInt64,
        clock: UInt64
    ) -> Bool {
        guard point.startTime != 0, !point.hasNoRecordedValue, !point.hasExemplars, point.number.isFinite,
            known.isOwn(in: cells),
            streams.isLive(known.stream, key(of: point, shape, from: writer, in: Int(known.cell)))
        else { return false }
        let now = now
        let old = streams.hear(live: known.stream, now: now) { $0.count(point.number, time: time, mayRestart: false) }
        withCell(Int(known.cell)) { cell in
            if let old { cell.count(point.number, insteadOf: old) }
            cell.note(now: now, time: time, clock: clock)
        }
        return true
    }

    /// Counts the greatest value of each stream: processes send their parents' values again, and requests come twice
    /// and in any order.
    mutating func count(
        _ point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int, _ stream: inout UInt32,
        time: UInt64
    ) {
        let isDelta = shape.temporality == .delta
        guard !isDelta || point.startTime != 0 || point.time != 0 else {
            // Nothing names this delta, so it can't be told from another.
            changeCounter(of: cell) { $0.add(point.number) }
            return
        }
        let key = key(of: point, shape, from: writer, in: cell)
        guard let index = findStream(key, near: &stream) else {
            changeCounter(of: cell) { $0.add(point.number) }
            if isInherited(point, shape) { inherit(point.number, by: cell) }
            addStream(key, .number(point.number), isDelta: isDelta, time: time)
            return
        }
        let mayRestart = !isDelta && point.startTime == 0
        let old = streams.hear(index, now: now) { $0.count(point.number, time: time, mayRestart: mayRestart) }
        guard let old else { return }
        withCell(cell) { $0.count(point.number, insteadOf: old) }
    }

    private mutating func changeCounter(of cell: Int, _ change: (inout NumberTotal) -> Void) {
        withCell(cell) { cell in
            guard case .counter(var total) = cell.state else { preconditionFailure("the cell is a counter's") }
            change(&total)
            cell.state = .counter(total)
        }
    }

    /// Counts a value among those that were there before.
    private mutating func inherit(_ number: NumberValue, by cell: Int) {
        withCell(cell) { cell in
            var total = NumberTotal()
            if case .counter(let before)? = cell.before?.state { total = before }
            total.add(number)
            cell.before = Cell.StateBefore(.counter(total))
        }
    }

    // MARK: - Sums that may fall

    /// Counts, for each stream, what its first writer sent last.
    mutating func addLevel(
        _ point: DataPoint, _ shape: MetricShape, from writer: WriterID, into cell: Int, _ stream: inout UInt32,
        time: UInt64
    ) -> Absorption {
        let isDelta = shape.temporality == .delta
        if isDelta, point.hasNoRecordedValue { return .passedOver }
        guard !isDelta || point.startTime != 0 || point.time != 0 else {
            changeLevel(of: cell) { $0.add(point.number) }
            return .taken
        }
        let value = point.hasNoRecordedValue ? NumberValue.none : point.number
        let key = key(of: point, shape, from: writer, in: cell)
        guard let index = findStream(key, near: &stream) else {
            changeLevel(of: cell) { $0.add(value) }
            let writers = StreamWriters(writer, time: time, value: value)
            addStream(key, .writers(writers), isDelta: isDelta, time: time)
            return .taken
        }
        let contribution = streams.hear(index, now: now) { $0.contribution(at: time) }
        guard case .writers(let writers) = contribution else {
            preconditionFailure("streams of sums that may fall contribute their writers' values")
        }
        let old = writers.value
        writers.take(writer, time: time, value: value)
        let new = writers.value
        if new != old {
            changeLevel(of: cell) { total in
                total.subtract(old)
                total.add(new)
            }
        }
        return .taken
    }

    mutating func changeLevel(of cell: Int, _ change: (inout NumberTotal) -> Void) {
        withCell(cell) { cell in
            guard case .level(var total) = cell.state else { preconditionFailure("the cell is a level's") }
            change(&total)
            cell.state = .level(total)
        }
    }
}
