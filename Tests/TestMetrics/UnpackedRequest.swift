import CMessages
import CProtobufC
import MetricCore

/// A request as libprotobuf-c unpacks it whole: the tree that the scan never makes, and what it must agree with.
///
/// Pointers in the tree are followed only while it is there, and counts are those that libprotobuf-c wrote beside them.
@safe
struct UnpackedRequest: ~Copyable {
    typealias Message = Opentelemetry__Proto__Collector__Metrics__V1__ExportMetricsServiceRequest
    private let request: UnsafeMutablePointer<Message>

    /// Unpacks the bytes; nil if libprotobuf-c refuses them.
    init?(_ bytes: [UInt8]) {
        guard
            let request = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__unpack(
                nil, bytes.count, bytes)
        else { return nil }
        unsafe self.request = request
    }

    deinit {
        unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__free_unpacked(request, nil)
    }

    /// What it says.
    var lines: RequestLines {
        var lines = RequestLines()
        unsafe each(request.pointee.resource_metrics, request.pointee.n_resource_metrics) { group in
            let resource = unsafe ResourceContents(group.resource)
            unsafe lines.resource(schemaURL: String(group.schema_url), resource)
            unsafe each(group.scope_metrics, group.n_scope_metrics) { group in
                let scope = unsafe ScopeDescription(group.scope, schemaURL: String(group.schema_url))
                lines.scope(scope)
                unsafe each(group.metrics, group.n_metrics) { metric in
                    unsafe append(metric, resource, scope, &lines)
                }
            }
        }
        return lines
    }

    private func append(
        _ metric: Opentelemetry__Proto__Metrics__V1__Metric, _ resource: ResourceContents, _ scope: ScopeDescription,
        _ lines: inout RequestLines
    ) {
        let description = unsafe MetricDescription(metric)
        unsafe lines.metric(description, metadata: attributes(metric.metadata, metric.n_metadata))
        let series = SeriesDescription(
            resource: resource.attributes.filter { $0.key != "service.instance.id" }, scope: scope,
            metric: description, attributes: [])
        switch description.shape.type {
        case .empty: break
        case .gauge:
            guard let data = unsafe metric.gauge?.pointee else { break }
            unsafe each(data.data_points, data.n_data_points) { unsafe append($0, series, &lines) }
        case .sum:
            guard let data = unsafe metric.sum?.pointee else { break }
            unsafe each(data.data_points, data.n_data_points) { unsafe append($0, series, &lines) }
        case .histogram:
            guard let data = unsafe metric.histogram?.pointee else { break }
            unsafe each(data.data_points, data.n_data_points) { unsafe append($0, series, &lines) }
        case .exponentialHistogram:
            guard let data = unsafe metric.exponential_histogram?.pointee else { break }
            unsafe each(data.data_points, data.n_data_points) { unsafe append($0, series, &lines) }
        case .summary:
            guard let data = unsafe metric.summary?.pointee else { break }
            unsafe each(data.data_points, data.n_data_points) { unsafe append($0, series, &lines) }
        }
    }

    private func append(
        _ point: Opentelemetry__Proto__Metrics__V1__NumberDataPoint, _ series: SeriesDescription,
        _ lines: inout RequestLines
    ) {
        let attributes = unsafe TestMetrics.attributes(point.attributes, point.n_attributes)
        unsafe lines.point(
            series.with(attributes), attributes: attributes,
            times: (point.start_time_unix_nano, point.time_unix_nano), flags: point.flags)
        switch unsafe point.value_case {
        case OPENTELEMETRY__PROTO__METRICS__V1__NUMBER_DATA_POINT__VALUE_AS_INT:
            unsafe lines.number(.int(point.as_int))
        case OPENTELEMETRY__PROTO__METRICS__V1__NUMBER_DATA_POINT__VALUE_AS_DOUBLE:
            unsafe lines.number(.double(point.as_double))
        default: lines.number(.none)
        }
        unsafe lines.exemplars(exemplars(point.exemplars, point.n_exemplars))
    }

    private func append(
        _ point: Opentelemetry__Proto__Metrics__V1__HistogramDataPoint, _ series: SeriesDescription,
        _ lines: inout RequestLines
    ) {
        let attributes = unsafe TestMetrics.attributes(point.attributes, point.n_attributes)
        unsafe lines.point(
            series.with(attributes), attributes: attributes,
            times: (point.start_time_unix_nano, point.time_unix_nano), flags: point.flags)
        unsafe lines.histogram(
            count: point.count,
            sum: point.sum_presence_case.rawValue == 0 ? nil : point.sum,
            min: point.min_presence_case.rawValue == 0 ? nil : point.min,
            max: point.max_presence_case.rawValue == 0 ? nil : point.max,
            bounds: Array(UnsafeBufferPointer(start: point.explicit_bounds, count: point.n_explicit_bounds)),
            counts: Array(UnsafeBufferPointer(start: point.bucket_counts, count: point.n_bucket_counts)))
        unsafe lines.exemplars(exemplars(point.exemplars, point.n_exemplars))
    }

    private func append(
        _ point: Opentelemetry__Proto__Metrics__V1__ExponentialHistogramDataPoint, _ series: SeriesDescription,
        _ lines: inout RequestLines
    ) {
        let attributes = unsafe TestMetrics.attributes(point.attributes, point.n_attributes)
        unsafe lines.point(
            series.with(attributes), attributes: attributes,
            times: (point.start_time_unix_nano, point.time_unix_nano), flags: point.flags)
        unsafe lines.exponentialHistogram(
            count: point.count,
            sum: point.sum_presence_case.rawValue == 0 ? nil : point.sum,
            min: point.min_presence_case.rawValue == 0 ? nil : point.min,
            max: point.max_presence_case.rawValue == 0 ? nil : point.max,
            ExponentialBuckets(
                scale: point.scale, zeroCount: point.zero_count, zeroThreshold: point.zero_threshold,
                positive: ExponentialBucketCounts(point.positive), negative: ExponentialBucketCounts(point.negative)))
        unsafe lines.exemplars(exemplars(point.exemplars, point.n_exemplars))
    }

    private func append(
        _ point: Opentelemetry__Proto__Metrics__V1__SummaryDataPoint, _ series: SeriesDescription,
        _ lines: inout RequestLines
    ) {
        let attributes = unsafe TestMetrics.attributes(point.attributes, point.n_attributes)
        unsafe lines.point(
            series.with(attributes), attributes: attributes,
            times: (point.start_time_unix_nano, point.time_unix_nano), flags: point.flags)
        var quantiles: [QuantileValue] = []
        unsafe each(point.quantile_values, point.n_quantile_values) {
            unsafe quantiles.append(QuantileValue(quantile: $0.quantile, value: $0.value))
        }
        unsafe lines.summary(count: point.count, sum: point.sum, quantiles)
    }
}

extension SeriesDescription {
    fileprivate func with(_ attributes: [Attribute]) -> SeriesDescription {
        SeriesDescription(resource: resource, scope: scope, metric: metric, attributes: attributes)
    }
}

// MARK: - Parts of the tree

/// Goes through one of libprotobuf-c's lists of messages.
private func each<Message>(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ count: Int, _ body: (Message) -> Void
) {
    for index in 0..<count {
        if let message = unsafe list?[index] { unsafe body(message.pointee) }
    }
}

private func attributes(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<Opentelemetry__Proto__Common__V1__KeyValue>?>?, _ count: Int
) -> [Attribute] {
    var attributes: [Attribute] = []
    unsafe each(list, count) {
        unsafe attributes.append(Attribute(key: String($0.key), value: AttributeValue($0.value)))
    }
    return attributes
}

private func exemplars(
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<Opentelemetry__Proto__Metrics__V1__Exemplar>?>?, _ count: Int
) -> [Exemplar] {
    var exemplars: [Exemplar] = []
    unsafe each(list, count) { exemplar in
        let value: NumberValue =
            switch unsafe exemplar.value_case.rawValue {
            case 3: unsafe .double(exemplar.as_double)
            case 6: unsafe .int(exemplar.as_int)
            default: .none
            }
        unsafe exemplars.append(
            Exemplar(
                traceID: [UInt8](exemplar.trace_id), spanID: [UInt8](exemplar.span_id), time: exemplar.time_unix_nano,
                value: value,
                filteredAttributes: attributes(exemplar.filtered_attributes, exemplar.n_filtered_attributes)))
    }
    return exemplars
}

extension ResourceContents {
    fileprivate init(_ pointer: UnsafeMutablePointer<Opentelemetry__Proto__Resource__V1__Resource>?) {
        self.init()
        guard let resource = unsafe pointer?.pointee else { return }
        unsafe attributes = TestMetrics.attributes(resource.attributes, resource.n_attributes)
        unsafe each(resource.entity_refs, resource.n_entity_refs) {
            unsafe entityReferences.append(
                EntityReference(
                    type: String($0.type), schemaURL: String($0.schema_url),
                    identifyingKeys: UnsafeBufferPointer(start: $0.id_keys, count: $0.n_id_keys).map(String.init),
                    descriptiveKeys: UnsafeBufferPointer(start: $0.description_keys, count: $0.n_description_keys)
                        .map(String.init)))
        }
    }
}

extension ScopeDescription {
    fileprivate init(
        _ pointer: UnsafeMutablePointer<Opentelemetry__Proto__Common__V1__InstrumentationScope>?, schemaURL: String
    ) {
        self.init(schemaURL: schemaURL)
        guard let scope = unsafe pointer?.pointee else { return }
        unsafe name = String(scope.name)
        unsafe version = String(scope.version)
        unsafe attributes = TestMetrics.attributes(scope.attributes, scope.n_attributes)
    }
}

extension MetricDescription {
    fileprivate init(_ metric: Opentelemetry__Proto__Metrics__V1__Metric) {
        let shape: MetricShape =
            switch unsafe metric.data_case.rawValue {
            case 5: MetricShape(type: .gauge)
            case 7:
                unsafe MetricShape(
                    type: .sum, temporality: AggregationTemporality(metric.sum.pointee.aggregation_temporality),
                    isMonotonic: metric.sum.pointee.is_monotonic != 0)
            case 9:
                unsafe MetricShape(
                    type: .histogram,
                    temporality: AggregationTemporality(metric.histogram.pointee.aggregation_temporality))
            case 10:
                unsafe MetricShape(
                    type: .exponentialHistogram,
                    temporality: AggregationTemporality(metric.exponential_histogram.pointee.aggregation_temporality))
            case 11: MetricShape(type: .summary)
            default: MetricShape(type: .empty)
            }
        unsafe self.init(
            name: String(metric.name), description: String(metric.description), unit: String(metric.unit), shape: shape)
    }
}

extension AggregationTemporality {
    fileprivate init(_ value: Opentelemetry__Proto__Metrics__V1__AggregationTemporality) {
        switch value.rawValue {
        case 1: self = .delta
        case 2: self = .cumulative
        default: self = .unspecified
        }
    }
}

extension ExponentialBucketCounts {
    fileprivate init(_ pointer: UnsafeMutablePointer<Opentelemetry__Proto__Metrics__V1__ExponentialBuckets>?) {
        self.init()
        guard let buckets = unsafe pointer?.pointee else { return }
        unsafe offset = buckets.offset
        unsafe counts = Array(UnsafeBufferPointer(start: buckets.bucket_counts, count: buckets.n_bucket_counts))
    }
}

extension AttributeValue {
    fileprivate init(_ pointer: UnsafeMutablePointer<Opentelemetry__Proto__Common__V1__AnyValue>?) {
        self = .empty
        guard let value = unsafe pointer?.pointee else { return }
        switch unsafe value.value_case.rawValue {
        case 1: self = unsafe .string(String(value.string_value))
        case 2: self = unsafe .bool(value.bool_value != 0)
        case 3: self = unsafe .int(value.int_value)
        case 4: self = unsafe .double(value.double_value)
        case 5:
            let array = unsafe value.array_value.pointee
            self = unsafe .array((0..<array.n_values).map { unsafe AttributeValue(array.values[$0]) })
        case 6:
            let list = unsafe value.kvlist_value.pointee
            self = unsafe .map(attributes(list.values, list.n_values))
        case 7: self = unsafe .bytes([UInt8](value.bytes_value))
        default: break
        }
    }
}

extension String {
    fileprivate init(_ data: ProtobufCBinaryData) {
        unsafe self.init(decoding: UnsafeBufferPointer(start: data.data, count: data.len), as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate init(_ data: ProtobufCBinaryData) {
        unsafe self.init(UnsafeBufferPointer(start: data.data, count: data.len))
    }
}
