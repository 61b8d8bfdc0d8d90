/// A gauge that several writers send: the newest point of each.
///
/// A forked child goes on sending the values that its parent had set before the fork, with newer times. So whoever
/// only repeats a value of one that was there before doesn't count.
struct GaugeState {
    /// One who sends the gauge.
    private struct Source {
        let series: SeriesID
        let writer: WriterID
        var first: GaugePoint
        var newest: GaugePoint
        /// The newest of the points that have another value than the newest one.
        var other: GaugePoint?
        var heard: UInt64

        /// Takes a point, in whatever order they come.
        mutating func take(_ point: GaugePoint) {
            if first.isNewer(than: point) { first = point }
            if point.isNewer(than: newest) {
                if !point.hasValue(of: newest) { other = newest }
                newest = point
            } else if !point.hasValue(of: newest), other.map(point.isNewer) ?? true {
                other = point
            }
        }
    }

    /// How many sources are kept; when there are more, the one silent for longest goes.
    private let limit: Int
    private let rule: GaugeRule
    private var sources: [Source] = []
    /// The newest point of those that have gone.
    private var departed: Candidate?

    init(_ rule: GaugeRule) {
        self.rule = rule
        // Where only the newest counts, few have to be known to tell copies from others.
        limit = rule == .last ? 64 : 1024
    }

    /// Takes a point at `now`, in nanoseconds of the monotonic clock.
    mutating func take(
        _ point: GaugePoint, from writer: WriterID, _ series: SeriesID, now: UInt64, _ times: GaugeTimes
    ) {
        if let index = sources.firstIndex(where: { $0.writer == writer && $0.series == series }) {
            sources[index].take(point)
            sources[index].heard = now
            return
        }
        makeRoom(now: now, times)
        sources.append(Source(series: series, writer: writer, first: point, newest: point, heard: now))
    }

    /// What is shown at `now`; nil if there is nothing.
    func value(now: UInt64, _ times: GaugeTimes) -> Double? {
        guard rule != .last else { return newest(now: now, times)?.point.value }
        let values = sources.indices.lazy
            .filter { now &- sources[$0].heard <= times.expiration && !isCopy($0, now: now, times) }
            .compactMap { sources[$0].newest.value }
        return switch rule {
        case .sum: values.isEmpty ? nil : values.reduce(into: PreciseSum()) { $0.add($1) }.value
        case .max: values.max()
        case .min, .last: values.min()
        }
    }

    // MARK: - The newest

    /// A point that may be the newest of all.
    private struct Candidate {
        let point: GaugePoint
        let writer: WriterID

        func isNewer(than other: Candidate) -> Bool {
            if point.time != other.point.time { return point.time > other.point.time }
            if writer != other.writer { return writer.rawValue > other.writer.rawValue }
            return point.isGreater(than: other.point)
        }
    }

    private func newest(now: UInt64, _ times: GaugeTimes) -> Candidate? {
        var newest = departed
        for index in sources.indices {
            let candidate = Candidate(point: sources[index].newest, writer: sources[index].writer)
            if let newest, !candidate.isNewer(than: newest) { continue }
            if !isCopy(index, now: now, times) { newest = candidate }
        }
        return newest
    }

    // MARK: - Copies

    /// Whether a source has only ever sent one value, which one that was there before has had and is heard still.
    private func isCopy(_ index: Int, now: UInt64, _ times: GaugeTimes) -> Bool {
        let source = sources[index]
        guard source.other == nil else { return false }
        return sources.contains { parent in
            parent.series == source.series && parent.first.time < source.first.time
                && now &- parent.heard < times.streamTimeout
                && (source.newest.hasValue(of: parent.newest) || source.newest.hasValue(of: parent.first)
                    || parent.other.map { source.newest.hasValue(of: $0) } == true)
        }
    }

    // MARK: - Room

    private mutating func makeRoom(now: UInt64, _ times: GaugeTimes) {
        if rule != .last { sources.removeAll { now &- $0.heard > times.expiration } }
        guard sources.count >= limit else { return }
        let silent = sources.indices.reduce(0) { sources[$1].heard < sources[$0].heard ? $1 : $0 }
        let candidate = Candidate(point: sources[silent].newest, writer: sources[silent].writer)
        if departed.map(candidate.isNewer) ?? true, !isCopy(silent, now: now, times) { departed = candidate }
        sources.remove(at: silent)
    }
}

/// The times that play a part in what a gauge shows, in nanoseconds.
struct GaugeTimes {
    /// After which a silent source is no parent any more.
    let streamTimeout: UInt64
    /// For how long a silent source counts where sources are put together.
    let expiration: UInt64
}

/// A point of a gauge.
struct GaugePoint {
    /// In nanoseconds since 1970.
    let time: UInt64
    /// Nil where there is no recorded value.
    let value: Double?

    func hasValue(of other: GaugePoint) -> Bool {
        value?.bitPattern == other.value?.bitPattern
    }

    /// Whether the value is the greater one; any is greater than none, and none than what is no number.
    func isGreater(than other: GaugePoint) -> Bool {
        guard let value else { return false }
        return other.value.map { value > $0 || $0.isNaN && !value.isNaN } ?? true
    }

    func isNewer(than other: GaugePoint) -> Bool {
        time == other.time ? isGreater(than: other) : time > other.time
    }
}
