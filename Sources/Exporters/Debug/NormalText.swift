internal import MetricCore
internal import Pipeline

/// A batch with one line for each resource, scope and point, as otelcol writes it under `verbosity: normal`.
struct NormalText: BatchVisitor, ~Copyable {
    var buffer = TextBuffer(capacity: 4096)
    private var metricName = ""

    var hasSeenEnough: Bool { buffer.isFull }

    mutating func begin(_ resource: ResourceContents, schemaURL: String, at index: Int) {
        buffer.append("ResourceMetrics #")
        buffer.append(UInt64(index))
        append(schemaURL: schemaURL)
        append(resource.attributes)
        endLine()
    }

    mutating func begin(_ scope: ScopeDescription, at index: Int) {
        buffer.append("ScopeMetrics #")
        buffer.append(UInt64(index))
        if !scope.name.isEmpty || !scope.version.isEmpty { buffer.append(byte: UInt8(ascii: " ")) }
        buffer.append(scope.name)
        if !scope.version.isEmpty { append("@", scope.version) }
        append(schemaURL: scope.schemaURL)
        append(scope.attributes)
        endLine()
    }

    mutating func begin(_ metric: MetricDescription, metadata: [Attribute], at index: Int) {
        metricName = metric.name
    }

    mutating func add(_ point: PointContents, at index: Int) {
        append(metricName, "{")
        for (index, attribute) in point.attributes.enumerated() {
            if index > 0 { buffer.append(byte: UInt8(ascii: ",")) }
            append(attribute)
        }
        buffer.append("} ")
        switch point.value {
        case .number(let number): append(number)
        case .histogram(let histogram):
            append(count: histogram.count, sum: histogram.sum, min: histogram.min, max: histogram.max)
            append(bounds: histogram.bounds, counts: histogram.counts)
        case .exponentialHistogram(let histogram):
            append(count: histogram.count, sum: histogram.sum, min: histogram.min, max: histogram.max)
            append(histogram.buckets)
        case .summary(let summary): append(summary)
        }
        endLine()
    }

    // MARK: - Details

    private mutating func append(schemaURL: String) {
        if schemaURL.isEmpty { return }
        append(" [", schemaURL)
        buffer.append(byte: UInt8(ascii: "]"))
    }

    private mutating func append(_ attributes: [Attribute]) {
        for attribute in attributes {
            buffer.append(byte: UInt8(ascii: " "))
            append(attribute)
        }
    }

    private mutating func append(_ attribute: Attribute) {
        append(attribute.key, "=")
        buffer.append(attribute.value)
    }

    // MARK: - Values

    private mutating func append(_ number: NumberValue) {
        switch number {
        case .none: break
        case .int(let value): buffer.append(value)
        case .double(let value): buffer.append(value, as: .shortest)
        }
    }

    private mutating func append(count: UInt64, sum: Double?, min: Double?, max: Double?) {
        buffer.append("count=")
        buffer.append(count)
        if let sum { append(" sum=", sum) }
        if let min { append(" min=", min) }
        if let max { append(" max=", max) }
    }

    private mutating func append(bounds: [Double], counts: [UInt64]) {
        for (index, count) in counts.enumerated() where !buffer.isFull {
            if index < bounds.count {
                append(" le", bounds[index])
                append("=", count)
            } else {
                append(" ", count)
            }
        }
    }

    private mutating func append(_ buckets: ExponentialBuckets) {
        for (index, count) in buckets.negative.indexed.reversed() where !buffer.isFull {
            append(" le", -ExponentialBuckets.debugBound(index: index, scale: buckets.scale))
            append("=", count)
        }
        if buckets.zeroCount != 0 { append(" zero=", buckets.zeroCount) }
        for (index, count) in buckets.positive.indexed where !buffer.isFull {
            append(" le", ExponentialBuckets.debugBound(index: index + 1, scale: buckets.scale))
            append("=", count)
        }
    }

    private mutating func append(_ summary: SummaryContents) {
        append("count=", summary.count)
        buffer.append(" sum=")
        buffer.append(summary.sum, as: .sixDecimals)
        for quantile in summary.quantiles where !buffer.isFull {
            append(" q", quantile.quantile)
            append("=", quantile.value)
        }
    }

    // MARK: - Pieces of a line

    private mutating func append(_ text: String, _ more: String) {
        buffer.append(text)
        buffer.append(more)
    }

    private mutating func append(_ label: String, _ value: UInt64) {
        buffer.append(label)
        buffer.append(value)
    }

    private mutating func append(_ label: String, _ value: Double) {
        buffer.append(label)
        buffer.append(value, as: .shortest)
    }

    private mutating func endLine() {
        buffer.append(byte: UInt8(ascii: "\n"))
    }
}
