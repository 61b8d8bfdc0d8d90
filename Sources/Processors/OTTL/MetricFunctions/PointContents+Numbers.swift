import MetricCore

// The numbers that points of several kinds are taken apart into.

extension PointContents {
    /// A point of a gauge or sum in the place of this one, as part of the same stream.
    func with(_ number: NumberValue) -> PointContents {
        var point = self
        point.value = .number(number)
        // They are measurements of what the point was.
        point.exemplars = []
        return point
    }

    /// A point for each quantile of a summary, which `key` names.
    func quantiles(as key: String) -> [PointContents] {
        guard let summary = value.summary else { return [] }
        return summary.quantiles.map { quantile in
            var point = with(.double(quantile.value))
            point.attributes.set(key, to: .double(quantile.quantile))
            return point
        }
    }
}

extension PointValue {
    /// The number of values in a histogram or summary.
    var count: NumberValue? {
        switch self {
        case .number: nil
        case .histogram(let histogram): histogram.count.number
        case .exponentialHistogram(let histogram): histogram.count.number
        case .summary(let summary): summary.count.number
        }
    }

    /// The sum of the values in a histogram or summary, if it is known.
    var sum: Double? {
        switch self {
        case .number: nil
        case .histogram(let histogram): histogram.sum
        case .exponentialHistogram(let histogram): histogram.sum
        case .summary(let summary): summary.sum
        }
    }
}

extension UInt64 {
    /// The value of a point; one that is too large for a whole number becomes another.
    var number: NumberValue { Int64(exactly: self).map(NumberValue.int) ?? .double(Double(self)) }
}

extension MetricDescription {
    /// That of a gauge which is made of the metric.
    ///
    /// - Parameter what: Is added to the description.
    func gauge(_ suffix: String, measuring what: String? = nil) -> MetricDescription {
        var gauge = self
        gauge.name += suffix
        gauge.shape = MetricShape(type: .gauge)
        if let what { gauge.description = description.isEmpty ? what : "\(description) (\(what))" }
        return gauge
    }
}
