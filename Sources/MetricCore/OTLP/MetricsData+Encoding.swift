// A tree as the bytes of an `ExportMetricsServiceRequest`, as opentelemetry/proto/metrics/v1/metrics.proto has it.

extension MetricsData {
    /// Writes the request.
    public func encode(to writer: inout MessageWriter) {
        for resource in resources {
            writer.message(1) { writer in
                resource.encode(to: &writer)
            }
        }
    }
}

extension ResourceMetrics {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.message(1) { writer in
            writer.attributes(1, resource.attributes)
            if resource.droppedAttributesCount != 0 { writer.number(2, UInt64(resource.droppedAttributesCount)) }
            for reference in resource.entityReferences {
                writer.message(3) { writer in
                    writer.text(1, reference.schemaURL)
                    writer.text(2, reference.type)
                    for key in reference.identifyingKeys { writer.element(3, key) }
                    for key in reference.descriptiveKeys { writer.element(4, key) }
                }
            }
        }
        for scope in scopes {
            writer.message(2) { writer in
                scope.encode(to: &writer)
            }
        }
        writer.text(3, schemaURL)
    }
}

extension ScopeMetrics {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.message(1) { writer in
            writer.text(1, scope.name)
            writer.text(2, scope.version)
            writer.attributes(3, scope.attributes)
            if scope.droppedAttributesCount != 0 { writer.number(4, UInt64(scope.droppedAttributesCount)) }
        }
        for metric in metrics {
            writer.message(2) { writer in
                metric.encode(to: &writer)
            }
        }
        writer.text(3, scope.schemaURL)
    }
}

extension Metric {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.text(1, description.name)
        writer.text(2, description.description)
        writer.text(3, description.unit)
        let shape = description.shape
        if let field = shape.type.dataField {
            writer.message(field) { writer in
                for point in points {
                    writer.message(1) { writer in
                        point.encode(to: &writer)
                    }
                }
                if shape.temporality != .unspecified { writer.number(2, UInt64(shape.temporality.rawValue)) }
                if shape.isMonotonic { writer.number(3, 1) }
            }
        }
        writer.attributes(12, metadata)
    }
}

extension MetricType {
    /// The field of `Metric` that holds the points; nil for a metric without data.
    fileprivate var dataField: UInt32? {
        switch self {
        case .empty: nil
        case .gauge: 5
        case .sum: 7
        case .histogram: 9
        case .exponentialHistogram: 10
        case .summary: 11
        }
    }
}

extension PointContents {
    fileprivate func encode(to writer: inout MessageWriter) {
        if startTime != 0 { writer.fixed64(2, startTime) }
        if time != 0 { writer.fixed64(3, time) }
        switch value {
        case .number(let number):
            writer.value(number, double: 4)
            writer.exemplars(5, exemplars)
            writer.attributes(7, attributes)
            if flags != 0 { writer.number(8, UInt64(flags)) }
        case .histogram(let histogram):
            histogram.encode(to: &writer)
            writer.exemplars(8, exemplars)
            writer.attributes(9, attributes)
            if flags != 0 { writer.number(10, UInt64(flags)) }
        case .exponentialHistogram(let histogram):
            writer.attributes(1, attributes)
            histogram.encode(to: &writer)
            if flags != 0 { writer.number(10, UInt64(flags)) }
            writer.exemplars(11, exemplars)
        case .summary(let summary):
            summary.encode(to: &writer)
            writer.attributes(7, attributes)
            if flags != 0 { writer.number(8, UInt64(flags)) }
        }
    }
}

extension HistogramContents {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.fixed64(4, count)
        writer.double(5, sum)
        writer.packed(6, counts)
        writer.packed(7, bounds.map(\.bitPattern))
        writer.double(11, min)
        writer.double(12, max)
    }
}

extension ExponentialHistogramContents {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.fixed64(4, count)
        writer.double(5, sum)
        writer.zigzag(6, buckets.scale)
        writer.fixed64(7, buckets.zeroCount)
        writer.message(8) { buckets.positive.encode(to: &$0) }
        writer.message(9) { buckets.negative.encode(to: &$0) }
        writer.double(12, min)
        writer.double(13, max)
        writer.double(14, buckets.zeroThreshold)
    }
}

extension ExponentialBucketCounts {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.zigzag(1, offset)
        writer.message(2) { writer in
            for count in counts { writer.varint(count) }
        }
    }
}

extension SummaryContents {
    fileprivate func encode(to writer: inout MessageWriter) {
        writer.fixed64(4, count)
        writer.double(5, sum)
        for quantile in quantiles {
            writer.message(6) { writer in
                writer.double(1, quantile.quantile)
                writer.double(2, quantile.value)
            }
        }
    }
}
