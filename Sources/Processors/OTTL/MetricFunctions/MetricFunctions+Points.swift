import MetricCore

extension ContextFunction<StatementContext> {
    /// What changes the points of a metric.
    static func points(_ surroundings: Surroundings) -> [Self] {
        [
            Self(
                Function("scale_metric", .literalDouble("multiplier"), .optional(.string("unit"))) { factor, unit in
                    .change { context throws(EvaluationError) in
                        try context.metric.scale(by: factor, unit: unit)
                    }
                }, effects: .wholeMetric),
            Self(
                Function(
                    "aggregate_on_attributes", .aggregation("aggregation_function"),
                    .optional(.literalStrings("attributes"))
                ) { type, keys in
                    .change { context throws(EvaluationError) in
                        try context.metric.aggregate(by: type) { attributes in
                            if let keys { attributes.removeAll { !keys.contains(where: $0.key.hasSameBytes) } }
                        }
                    }
                }, effects: .wholeMetric),
            Self(
                Function(
                    "aggregate_on_attribute_value", variadic: .aggregation("aggregation_function"),
                    .literalString("attribute"), .literalStrings("values"), .literalString("new_value")
                ) { type, key, values, newValue in
                    .change { context throws(EvaluationError) in
                        try context.metric.aggregate(by: type) { attributes in
                            guard let text = attributes.value(of: key)?.labelText else { return }
                            if values.contains(where: text.hasSameBytes) { attributes.set(key, to: .string(newValue)) }
                        }
                    }
                }, effects: .wholeMetric),
            Self(
                Function(
                    "convert_exponential_histogram_to_histogram",
                    .distribution("distribution_fn", surroundings), .bounds("explicit_bounds")
                ) { distribution, bounds in
                    let layout = BucketLayout(bounds: bounds, distribution)
                    return .change { $0.metric.convertExponentialHistograms(to: layout) }
                }, effects: .wholeMetric),
        ]
    }
}

extension Metric {
    fileprivate mutating func scale(by factor: Double, unit: String?) throws(EvaluationError) {
        switch type {
        case .gauge, .sum, .histogram, .summary: break
        case .exponentialHistogram: throw .failed("scale_metric can't scale exponential histograms")
        case .empty: throw .failed("scale_metric can't scale a metric without data")
        }
        for index in points.indices { points[index].scale(by: factor) }
        if let unit { description.unit = unit }
    }

    /// Changes the attributes of the points, then makes one of those that are called the same.
    fileprivate mutating func aggregate(
        by type: AggregationType, _ change: (inout [Attribute]) -> Void
    ) throws(EvaluationError) {
        // otelcol takes away the points of summaries, with one of the two functions.
        guard self.type != .summary else { throw .failed("summaries can't be aggregated") }
        for index in points.indices { change(&points[index].attributes) }
        aggregatePoints(by: type)
    }

    fileprivate mutating func convertExponentialHistograms(to layout: BucketLayout) {
        guard type == .exponentialHistogram else { return }
        description.shape.type = .histogram
        for index in points.indices {
            guard let histogram = points[index].value.exponentialHistogram else { continue }
            points[index].value = .histogram(layout.histogram(of: histogram))
        }
    }
}

extension Parameter where Value == AggregationType {
    fileprivate static func aggregation(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let type = AggregationType(rawValue: text) else {
                let known = AggregationType.allCases.map(\.rawValue).joined(separator: ", ")
                throw .failed("unknown function \(text), which can be \(known)")
            }
            return type
        }
    }
}

extension Parameter where Value == BucketLayout.Distribution {
    fileprivate static func distribution(_ name: String, _ surroundings: Surroundings) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            switch text {
            case "upper": .upper
            case "midpoint": .midpoint
            case "uniform": .uniform
            case "random": .random(surroundings.randomBits)
            default: throw .failed("unknown distribution \(text), which can be upper, midpoint, uniform or random")
            }
        }
    }
}

extension Parameter where Value == [Double] {
    fileprivate static func bounds(_ name: String) -> Self {
        Self.literalDoubles(name).map { bounds throws(EvaluationError) in
            guard !bounds.isEmpty else { throw .failed("there must be a bound") }
            return bounds
        }
    }
}
