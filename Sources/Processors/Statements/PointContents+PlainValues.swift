import MetricCore

extension PointContents {
    /// The values that points of all types have in a fixed place.
    var plainValues: PlainValues {
        let number: NumberValue = if case .number(let number) = value { number } else { .none }
        return PlainValues(startTime: startTime, time: time, flags: flags, number: number)
    }

    /// Gives a point the values of one of that type, and nothing else that such a point has.
    mutating func set(_ values: PlainValues, of type: MetricType) {
        startTime = values.startTime
        time = values.time
        flags = values.flags
        value =
            switch type {
            case .empty, .gauge, .sum: .number(values.number)
            case .histogram: .histogram(HistogramContents())
            case .exponentialHistogram: .exponentialHistogram(ExponentialHistogramContents())
            case .summary: .summary(SummaryContents())
            }
    }
}
