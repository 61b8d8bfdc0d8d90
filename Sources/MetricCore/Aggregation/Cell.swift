/// An exporter's aggregated state of one series.
struct Cell {
    var state: State
    /// When the first stream began of those that it counts, in nanoseconds since 1970; 0 when unknown.
    var start: UInt64
    /// Measurements of its newest point that had some, if it is shown with them.
    var exemplars = KeptExemplars()
    /// When its last point came, in nanoseconds of the monotonic clock.
    var updated: UInt64
    /// The time of its newest point, in nanoseconds since 1970.
    var time: UInt64 = 0
    /// How many streams are remembered that count in it.
    var streamCount: UInt32 = 0
    /// Changes whenever its series enters the page, leaves it, or is shown in another place.
    var placement: UInt32 = 0
    /// What it is shown with to those who haven't seen it; nothing has been counted then if it is nil.
    var before: StateBefore?

    enum State {
        /// By otelcol's rules, whoever sent it.
        case accumulator(Boxed<Accumulator>)
        /// A sum that never falls.
        case counter(NumberTotal)
        /// A sum that may fall.
        case level(NumberTotal)
        case gauge(Boxed<GaugeState>)
        case histogram(Boxed<HistogramTotal>)
        case exponentialHistogram(Boxed<ExponentialHistogramTotal>)
        case summary(Boxed<SummaryState>)
    }

    /// The state of a series at an earlier time.
    final class StateBefore: Sendable {
        let state: State

        init(_ state: State) {
            self.state = state
        }
    }

    /// A constant.
    static func always(_ value: Int64) -> Cell {
        Cell(state: .accumulator(Boxed(.always(value))), start: 0, updated: 0)
    }

    /// Whether it has a total, which goes on when the series comes back after a silence.
    var keepsTotal: Bool {
        switch state {
        case .counter, .level, .histogram, .exponentialHistogram: true
        case .accumulator, .gauge, .summary: false
        }
    }

    /// Counts a number in the place of one that was counted before, in a cell of a counter.
    @inline(__always)
    mutating func count(_ number: NumberValue, insteadOf old: NumberValue) {
        guard case .counter(var total) = state else { preconditionFailure("the cell is a counter's") }
        total.replace(old, with: number)
        state = .counter(total)
    }

    /// Notes that a point was taken at `now`, in nanoseconds of the monotonic clock.
    ///
    /// The point's time, and that of its arrival on the `clock`, are in nanoseconds since 1970.
    mutating func note(now: UInt64, time pointTime: UInt64, clock: UInt64) {
        updated = now
        if pointTime > time {
            time = pointTime
        } else if keepsTotal {
            // What comes late changes a total as well, and Prometheus refuses another value at the same time.
            time = max(time, clock)
        }
    }

    /// Notes that nothing counts any more of what came before a stream that began then, in nanoseconds since 1970.
    mutating func beginAnew(at start: UInt64) {
        self.start = start
        before = nil
        exemplars.removeAll()
    }

    /// Notes that the series comes back after a silence, with the total with which it left.
    mutating func comeBack() {
        if case .level = state { return }
        before = StateBefore(state)
    }
}

extension Cell.State {
    /// Stands for a state that is being changed elsewhere, so that its lists are changed in place.
    static let moved = Cell.State.counter(NumberTotal())
}
