public import MetricCore

// The messages of OTLP, each made by a function of its name.

/// An `ExportMetricsServiceRequest`.
public func request(_ resources: Message...) -> [UInt8] {
    Message { for resource in resources { $0.message(1, resource) } }.bytes
}

/// An `ExportMetricsServiceRequest` with metrics of one resource and a scope that has no name.
public func request(_ attributes: Attributes = [:], metrics: Message...) -> [UInt8] {
    request(resource(attributes, scope("", "", "", [:], metrics)))
}

/// A `ResourceMetrics`.
public func resource(_ attributes: Attributes, schemaURL: String = "", _ scopes: Message...) -> Message {
    Message {
        $0.message(1) { $0.attributes(1, attributes) }
        for scope in scopes { $0.message(2, scope) }
        if !schemaURL.isEmpty { $0.text(3, schemaURL) }
    }
}

/// A `ScopeMetrics`.
public func scope(
    _ name: String = "", version: String = "", schemaURL: String = "", attributes: Attributes = [:],
    _ metrics: Message...
) -> Message {
    scope(name, version, schemaURL, attributes, metrics)
}

private func scope(
    _ name: String, _ version: String, _ schemaURL: String, _ attributes: Attributes, _ metrics: [Message]
) -> Message {
    Message {
        $0.message(1) {
            if !name.isEmpty { $0.text(1, name) }
            if !version.isEmpty { $0.text(2, version) }
            $0.attributes(3, attributes)
        }
        for metric in metrics { $0.message(2, metric) }
        if !schemaURL.isEmpty { $0.text(3, schemaURL) }
    }
}

// MARK: - Metrics

/// A `Metric` whose data is a `Gauge`.
public func gauge(_ name: String, unit: String = "", description: String = "", _ points: Message...) -> Message {
    metric(name, unit, description, field: 5, points)
}

/// A `Metric` whose data is a `Gauge` of any number of points.
public func gauge(_ name: String, _ points: [Message]) -> Message {
    metric(name, "", "", field: 5, points)
}

/// A `Metric` whose data is a `Sum`.
public func sum(
    _ name: String, unit: String = "", description: String = "", temporality: AggregationTemporality = .cumulative,
    isMonotonic: Bool = true, _ points: Message...
) -> Message {
    metric(name, unit, description, field: 7, points) {
        $0.varint(2, UInt64(temporality.rawValue))
        $0.varint(3, isMonotonic ? 1 : 0)
    }
}

/// A `Metric` whose data is a `Histogram`.
public func histogram(
    _ name: String, unit: String = "", description: String = "", temporality: AggregationTemporality = .cumulative,
    _ points: Message...
) -> Message {
    metric(name, unit, description, field: 9, points) { $0.varint(2, UInt64(temporality.rawValue)) }
}

/// A `Metric` whose data is an `ExponentialHistogram`.
public func exponentialHistogram(
    _ name: String, unit: String = "", description: String = "", temporality: AggregationTemporality = .cumulative,
    _ points: Message...
) -> Message {
    metric(name, unit, description, field: 10, points) { $0.varint(2, UInt64(temporality.rawValue)) }
}

/// A `Metric` whose data is a `Summary`.
public func summary(_ name: String, unit: String = "", description: String = "", _ points: Message...) -> Message {
    metric(name, unit, description, field: 11, points)
}

private func metric(
    _ name: String, _ unit: String, _ description: String, field: Int, _ points: [Message],
    _ writeShape: (inout Message) -> Void = { _ in }
) -> Message {
    Message {
        $0.text(1, name)
        if !description.isEmpty { $0.text(2, description) }
        if !unit.isEmpty { $0.text(3, unit) }
        $0.message(field) {
            for point in points { $0.message(1, point) }
            writeShape(&$0)
        }
    }
}

// MARK: - Points

/// The flag that says that there is no value.
public let noRecordedValue: UInt32 = 1

/// A `NumberDataPoint`. Times are in nanoseconds since 1970.
public func point(
    _ value: NumberValue, _ attributes: Attributes = [:], start: UInt64 = 0, time: UInt64 = 0, flags: UInt32 = 0,
    exemplars: [Message] = []
) -> Message {
    Message {
        $0.fixed(2, start)
        $0.fixed(3, time)
        switch value {
        case .none: break
        case .double(let double): $0.double(4, double)
        case .int(let int): $0.fixed(6, UInt64(bitPattern: int))
        }
        for exemplar in exemplars { $0.message(5, exemplar) }
        $0.attributes(7, attributes)
        if flags != 0 { $0.varint(8, UInt64(flags)) }
    }
}

/// An `Exemplar`.
public func exemplar(
    _ value: Double, trace: [UInt8] = [], span: [UInt8] = [], time: UInt64 = 0, _ attributes: Attributes = [:]
) -> Message {
    Message {
        $0.fixed(2, time)
        $0.double(3, value)
        if !span.isEmpty { $0.bytes(4, span) }
        if !trace.isEmpty { $0.bytes(5, trace) }
        $0.attributes(7, attributes)
    }
}

/// A `HistogramDataPoint`; its count is that of the buckets unless it is given.
public func histogramPoint(
    bounds: [Double], counts: [UInt64], sum: Double? = nil, min: Double? = nil, max: Double? = nil,
    count: UInt64? = nil, _ attributes: Attributes = [:], start: UInt64 = 0, time: UInt64 = 0, flags: UInt32 = 0,
    exemplars: [Message] = []
) -> Message {
    Message {
        $0.fixed(2, start)
        $0.fixed(3, time)
        $0.fixed(4, count ?? counts.reduce(0, +))
        if let sum { $0.double(5, sum) }
        $0.packed(6, fixed: counts)
        $0.packed(7, fixed: bounds.map(\.bitPattern))
        for exemplar in exemplars { $0.message(8, exemplar) }
        $0.attributes(9, attributes)
        if flags != 0 { $0.varint(10, UInt64(flags)) }
        if let min { $0.double(11, min) }
        if let max { $0.double(12, max) }
    }
}

/// An `ExponentialHistogramDataPoint`; its count is that of the buckets unless it is given.
public func exponentialPoint(
    _ buckets: ExponentialBuckets, sum: Double? = nil, count: UInt64? = nil, _ attributes: Attributes = [:],
    start: UInt64 = 0, time: UInt64 = 0
) -> Message {
    Message {
        $0.attributes(1, attributes)
        $0.fixed(2, start)
        $0.fixed(3, time)
        let all = (buckets.positive.counts + buckets.negative.counts).reduce(buckets.zeroCount, &+)
        $0.fixed(4, count ?? all)
        if let sum { $0.double(5, sum) }
        $0.signed(6, buckets.scale)
        $0.fixed(7, buckets.zeroCount)
        for (field, side) in [(8, buckets.positive), (9, buckets.negative)] {
            $0.message(field) {
                $0.signed(1, side.offset)
                $0.packed(2, varints: side.counts)
            }
        }
        $0.double(14, buckets.zeroThreshold)
    }
}

/// A `SummaryDataPoint`.
public func summaryPoint(
    count: UInt64, sum: Double, _ quantiles: [(Double, Double)] = [], _ attributes: Attributes = [:],
    start: UInt64 = 0, time: UInt64 = 0
) -> Message {
    Message {
        $0.fixed(2, start)
        $0.fixed(3, time)
        $0.fixed(4, count)
        $0.double(5, sum)
        for (quantile, value) in quantiles {
            $0.message(6) {
                $0.double(1, quantile)
                $0.double(2, value)
            }
        }
        $0.attributes(7, attributes)
    }
}
