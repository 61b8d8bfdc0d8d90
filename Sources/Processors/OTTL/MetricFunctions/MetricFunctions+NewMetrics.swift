import MetricCore

extension ContextFunction<StatementContext> {
    /// What makes new metrics, which come behind the others of the scope.
    static let newMetrics: [Self] = [
        Self(
            Function(
                "copy_metric", .optional(.string("name")), .optional(.string("description")), .optional(.string("unit"))
            ) { name, description, unit in
                .change { context in
                    var copy = context.metric
                    if let name { copy.description.name = name }
                    if let description { copy.description.description = description }
                    if let unit { copy.description.unit = unit }
                    context.madeMetrics.append(copy)
                }
            }, effects: .wholeMetric),
        Self(
            Function("extract_count_metric", .literalBool("monotonic"), .optional(.literalString("suffix"))) {
                isMonotonic, suffix in
                .change { context throws(EvaluationError) in
                    var description = try context.metric.sumDescription(isMonotonic, for: "extract_count_metric")
                    description.name += suffix ?? "_count"
                    // What is counted isn't measured in the metric's unit.
                    description.unit = "1"
                    context.add(context.metric.extracting(description) { $0.value.count })
                }
            }, effects: .wholeMetric),
        Self(
            Function("extract_sum_metric", .literalBool("monotonic"), .optional(.literalString("suffix"))) {
                isMonotonic, suffix in
                .change { context throws(EvaluationError) in
                    var description = try context.metric.sumDescription(isMonotonic, for: "extract_sum_metric")
                    description.name += suffix ?? "_sum"
                    context.add(context.metric.extracting(description) { $0.value.sum.map(NumberValue.double) })
                }
            }, effects: .wholeMetric),
        Self(
            Function("extract_percentile_metric", .percent("percentile"), .optional(.literalString("suffix"))) {
                percent, suffix in
                let text = "p" + GoDouble.text(ofMagnitude: percent, "g", precision: nil)
                let suffix = suffix.flatMap { $0.isEmpty ? nil : $0 } ?? "_" + text
                let percentile = Percentile(percent: percent)
                return .change { context throws(EvaluationError) in
                    guard context.metric.type == .histogram || context.metric.type == .exponentialHistogram else {
                        return
                    }
                    let description = context.metric.description.gauge(suffix, measuring: text)
                    context.add(
                        try context.metric.extracting(description) { point throws(EvaluationError) in
                            try percentile.value(of: point.value).map(NumberValue.double)
                        })
                }
            }, effects: .wholeMetric),
        Self(
            Function(
                "convert_summary_quantile_val_to_gauge", .optional(.literalString("attribute_key")),
                .optional(.literalString("suffix"))
            ) { key, suffix in
                .change { context in
                    guard context.metric.type == .summary else { return }
                    let description = context.metric.description.gauge(suffix ?? ".quantiles")
                    let points = context.metric.points.flatMap { $0.quantiles(as: key ?? "quantile") }
                    context.add(Metric(description: description, points: points))
                }
            }, effects: .wholeMetric),
    ]

    /// What makes sums of a summary's point.
    ///
    /// otelcol makes a metric of all points of the summary, for each of them: the sums of several points would be there
    /// several times.
    static let summaries: [Self] = [
        summary("convert_summary_count_val_to_sum", suffix: "_count") { $0.count.number },
        summary("convert_summary_sum_val_to_sum", suffix: "_sum") { .double($0.sum) },
    ]

    private static func summary(
        _ name: String, suffix defaultSuffix: String, _ number: @escaping @Sendable (SummaryContents) -> NumberValue
    ) -> Self {
        Self(
            Function(
                name, .temporality("string_agg_temp"), .literalBool("monotonic"), .optional(.literalString("suffix"))
            ) { temporality, isMonotonic, suffix in
                .change { context in
                    guard let summary = context.point.value.summary else { return }
                    var description = context.metric.description
                    description.name += suffix ?? defaultSuffix
                    description.shape = MetricShape(type: .sum, temporality: temporality, isMonotonic: isMonotonic)
                    context.add(context.point.with(number(summary)), to: description)
                }
            }, effects: Effects(reads: .values, writes: .others))
    }
}

extension StatementContext {
    /// Adds a metric to those that come behind the others, unless it has no points.
    fileprivate mutating func add(_ metric: Metric) {
        if !metric.points.isEmpty { madeMetrics.append(metric) }
    }

    /// Adds a point to the metric of that description that comes behind the others.
    fileprivate mutating func add(_ point: PointContents, to description: MetricDescription) {
        // The same few statements ran on the point before. Where points rename their metric there may be many others.
        if let index = madeMetrics.indices.suffix(16).last(where: { madeMetrics[$0].description == description }) {
            madeMetrics[index].points.append(point)
        } else {
            madeMetrics.append(Metric(description: description, points: [point]))
        }
    }
}

extension Metric {
    /// The description of a sum that adds up as this metric does.
    fileprivate func sumDescription(
        _ isMonotonic: Bool, for function: String
    ) throws(EvaluationError) -> MetricDescription {
        var description = description
        description.shape.isMonotonic = isMonotonic
        description.shape.type = .sum
        switch type {
        case .histogram, .exponentialHistogram: break
        case .summary: description.shape.temporality = .cumulative
        case .empty, .gauge, .sum:
            throw .failed("\(function) takes histograms, exponential histograms and summaries, not \(type)")
        }
        return description
    }

    /// A metric of numbers that the points give; those that give none are left out.
    fileprivate func extracting<Failure: Error>(
        _ description: MetricDescription, _ number: (PointContents) throws(Failure) -> NumberValue?
    ) throws(Failure) -> Metric {
        var extracted = Metric(description: description)
        for point in points {
            if let number = try number(point) { extracted.points.append(point.with(number)) }
        }
        return extracted
    }
}

extension Percentile {
    /// Nil if the point has no values in buckets.
    fileprivate func value(of point: PointValue) throws(EvaluationError) -> Double? {
        switch point {
        case .histogram(let histogram): try value(of: histogram)
        case .exponentialHistogram(let histogram): try value(of: histogram)
        case .number, .summary: nil
        }
    }
}

extension Parameter where Value == Double {
    fileprivate static func percent(_ name: String) -> Self {
        Self.literalDouble(name).map { percent throws(EvaluationError) in
            guard percent > 0, percent < 100 else { throw .failed("\(percent) isn't greater than 0 and less than 100") }
            return percent
        }
    }
}
