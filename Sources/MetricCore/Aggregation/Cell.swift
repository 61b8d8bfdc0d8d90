/// An exporter's aggregated state of one series.
struct Cell {
    var state: State
    /// When its last point came, in nanoseconds of the monotonic clock.
    var updated: UInt64
    /// The time of its newest point, in nanoseconds since 1970.
    var time: UInt64 = 0
    /// How many streams are remembered that count in it.
    var streamCount: UInt32 = 0
    /// What it is shown with to those who haven't seen it.
    var before = Before.nothing

    enum State {
        /// By otelcol's rules, whoever sent it.
        case accumulator(Accumulator)
        /// A sum that never falls.
        case counter(NumberTotal)
        /// A sum that may fall.
        case level(NumberTotal)
        case gauge(GaugeState)
        case histogram(HistogramTotal)
        case exponentialHistogram(ExponentialHistogramTotal)
        case summary(SummaryState)
    }

    /// What a series was before it was born or came back.
    enum Before {
        /// Nothing had been counted.
        case nothing
        indirect case state(State)
        /// All who were there have been shown the value since. Who wasn't sees it as it is: it may have been shown that
        /// state or more long ago.
        case forgotten

        /// The state, if there was one and it is known still.
        var state: State? {
            if case .state(let state) = self { state } else { nil }
        }
    }

    /// A constant.
    static func always(_ value: Int64) -> Cell {
        Cell(state: .accumulator(.always(value)), updated: 0)
    }

    /// Whether it has a total, which goes on when the series comes back after a silence.
    var keepsTotal: Bool {
        switch state {
        case .counter, .level, .histogram, .exponentialHistogram: true
        case .accumulator, .gauge, .summary: false
        }
    }

    /// Notes that the series comes back after a silence, with the total with which it left.
    mutating func comeBack() {
        if case .level = state { return }
        before = .state(state)
    }

    /// Changes what was there before, if that is known still.
    mutating func changeBefore(_ change: (State?) -> State) {
        if case .forgotten = before { return }
        before = .state(change(before.state))
    }
}

extension Cell.State {
    /// Stands for a state that is being changed elsewhere, so that its lists are changed in place.
    static let moved = Cell.State.counter(NumberTotal())
}
