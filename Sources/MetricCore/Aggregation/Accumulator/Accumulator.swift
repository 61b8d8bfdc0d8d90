/// The state of one series by the rules of otelcol's accumulator: the newest point counts, deltas add up, and who sent
/// it plays no part.
struct Accumulator {
    private(set) var state: State

    enum State {
        case number(NumberState)
        case histogram(HistogramState)
        case exponentialHistogram(ExponentialHistogramState)
        case summary(SummaryState)
    }

    init(_ point: DataPoint, of type: MetricType, in batch: borrowing Batch, _ request: RawSpan) {
        state =
            switch type {
            case .histogram: .histogram(HistogramState(point, of: batch, in: request))
            case .exponentialHistogram:
                .exponentialHistogram(ExponentialHistogramState(point, of: batch, in: request))
            case .summary: .summary(SummaryState(point, time: point.time, of: batch, in: request))
            case .empty, .gauge, .sum: .number(NumberState(point))
            }
    }

    /// A constant.
    static func always(_ value: Int64) -> Accumulator {
        Accumulator(state: .number(NumberState(DataPoint(number: .int(value)))))
    }

    private init(state: State) {
        self.state = state
    }

    /// The time of the newest point, in nanoseconds since 1970.
    var time: UInt64 {
        switch state {
        case .number(let number): number.time
        case .histogram(let histogram): histogram.time
        case .exponentialHistogram(let histogram): histogram.time
        case .summary(let summary): summary.time
        }
    }

    /// When what it counts began, in nanoseconds since 1970; nil if it doesn't count.
    var startTime: UInt64? {
        switch state {
        case .number(let number): number.startTime
        case .histogram(let histogram): histogram.startTime
        case .exponentialHistogram(let histogram): histogram.startTime
        case .summary(let summary): summary.startTime
        }
    }

    /// Takes a point of the series. Tells whether it was taken: older ones are not.
    mutating func absorb(
        _ point: DataPoint, _ shape: MetricShape, in batch: borrowing Batch, _ request: RawSpan
    ) -> Bool {
        let isTaken: Bool
        switch (state, shape.type) {
        case (.number(var number), _):
            isTaken = shape.temporality == .delta ? number.add(point) : number.replace(with: point)
            state = .number(number)
        case (.histogram(var histogram), .histogram):
            // The state lets go of its lists for the moment, so that they are changed in place.
            state = .moved
            isTaken = histogram.absorb(point, shape.temporality, of: batch, in: request)
            state = .histogram(histogram)
        case (.exponentialHistogram(var histogram), .exponentialHistogram):
            state = .moved
            isTaken = histogram.absorb(point, shape.temporality, of: batch, in: request)
            state = .exponentialHistogram(histogram)
        case (.summary(var summary), .summary):
            isTaken = summary.replace(with: point, time: point.time, of: batch, in: request)
            state = .summary(summary)
        default: preconditionFailure("a cell's series are all of one type")
        }
        return isTaken
    }
}

extension Accumulator.State {
    /// Stands for a state that is being changed elsewhere.
    fileprivate static let moved = Accumulator.State.number(NumberState(DataPoint()))
}

/// What both kinds of histograms can do with a point.
protocol HistogramAggregation {
    /// Takes a cumulative point. Tells whether it was taken.
    mutating func replace(with point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool
    /// Adds a delta. Tells whether it was taken.
    mutating func add(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool
}

extension HistogramAggregation {
    /// Of a histogram without temporality only the first point counts.
    fileprivate mutating func absorb(
        _ point: DataPoint, _ temporality: AggregationTemporality, of batch: borrowing Batch, in request: RawSpan
    ) -> Bool {
        switch temporality {
        case .cumulative: replace(with: point, of: batch, in: request)
        case .delta: add(point, of: batch, in: request)
        case .unspecified: false
        }
    }
}

extension HistogramState: HistogramAggregation {}
extension ExponentialHistogramState: HistogramAggregation {}
