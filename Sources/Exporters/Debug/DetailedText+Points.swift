internal import MetricCore

// Data points in the long form.

extension DetailedText {
    mutating func add(_ point: PointContents, at index: Int) {
        line(point.value.heading, index)
        append(point.attributes, under: "Data point attributes:", indentation: "     ")
        line("StartTimestamp: ", CivilTime(unixNanoseconds: point.startTime))
        line("Timestamp: ", CivilTime(unixNanoseconds: point.time))
        switch point.value {
        case .number(let number): append(number, label: "Value: ")
        case .histogram(let histogram):
            append(count: histogram.count, sum: histogram.sum, min: histogram.min, max: histogram.max)
            append(bounds: histogram.bounds, counts: histogram.counts)
        case .exponentialHistogram(let histogram):
            append(count: histogram.count, sum: histogram.sum, min: histogram.min, max: histogram.max)
            append(histogram.buckets)
        case .summary(let summary):
            append(count: summary.count, sum: summary.sum, min: nil, max: nil)
            append(summary.quantiles)
        }
        append(point.exemplars)
    }

    private mutating func append(count: UInt64, sum: Double?, min: Double?, max: Double?) {
        line("Count: ", count)
        if let sum { line("Sum: ", sum) }
        if let min { line("Min: ", min) }
        if let max { line("Max: ", max) }
    }

    private mutating func append(bounds: [Double], counts: [UInt64]) {
        for (index, bound) in bounds.enumerated() where !buffer.isFull {
            buffer.append("ExplicitBounds #")
            buffer.append(UInt64(index))
            line(": ", bound)
        }
        for (index, count) in counts.enumerated() where !buffer.isFull {
            buffer.append("Buckets #")
            buffer.append(UInt64(index))
            line(", Count: ", count)
        }
    }

    private mutating func append(_ buckets: ExponentialBuckets) {
        for (index, count) in buckets.negative.indexed.reversed() where !buffer.isFull {
            append(
                "Bucket [", -ExponentialBuckets.debugBound(index: index + 1, scale: buckets.scale),
                -ExponentialBuckets.debugBound(index: index, scale: buckets.scale), "), Count: ", count)
        }
        if buckets.zeroCount != 0 { line("Bucket [0, 0], Count: ", buckets.zeroCount) }
        for (index, count) in buckets.positive.indexed where !buffer.isFull {
            append(
                "Bucket (", ExponentialBuckets.debugBound(index: index, scale: buckets.scale),
                ExponentialBuckets.debugBound(index: index + 1, scale: buckets.scale), "], Count: ", count)
        }
    }

    private mutating func append(_ quantiles: [QuantileValue]) {
        for (index, quantile) in quantiles.enumerated() where !buffer.isFull {
            buffer.append("QuantileValue #")
            buffer.append(UInt64(index))
            buffer.append(": Quantile ")
            buffer.append(quantile.quantile, as: .sixDecimals)
            line(", Value ", quantile.value)
        }
    }

    private mutating func append(_ exemplars: [Exemplar]) {
        if exemplars.isEmpty { return }
        line("Exemplars:")
        for (index, exemplar) in exemplars.enumerated() where !buffer.isFull {
            line("Exemplar #", index)
            line("     -> Trace ID: ", exemplar.traceText)
            line("     -> Span ID: ", exemplar.spanText)
            line("     -> Timestamp: ", CivilTime(unixNanoseconds: exemplar.time))
            append(exemplar.value, label: "     -> Value: ")
            append(
                exemplar.filteredAttributes, under: "     -> FilteredAttributes:", indentation: "          ")
        }
    }

    private mutating func append(_ number: NumberValue, label: String) {
        switch number {
        case .none: break
        case .int(let value):
            buffer.append(label)
            buffer.append(value)
            endLine()
        case .double(let value): line(label, value)
        }
    }

    private mutating func append(
        _ opening: String, _ lower: Double, _ upper: Double, _ closing: String, _ count: UInt64
    ) {
        buffer.append(opening)
        buffer.append(lower, as: .sixDecimals)
        buffer.append(", ")
        buffer.append(upper, as: .sixDecimals)
        line(closing, count)
    }

    private mutating func line(_ label: String, _ value: Double) {
        buffer.append(label)
        buffer.append(value, as: .sixDecimals)
        endLine()
    }

    private mutating func line(_ label: String, _ time: CivilTime) {
        buffer.append(label)
        buffer.append(time)
        endLine()
    }
}

extension PointValue {
    fileprivate var heading: String {
        switch self {
        case .number: "NumberDataPoints #"
        case .histogram: "HistogramDataPoints #"
        case .exponentialHistogram: "ExponentialHistogramDataPoints #"
        case .summary: "SummaryDataPoints #"
        }
    }
}
