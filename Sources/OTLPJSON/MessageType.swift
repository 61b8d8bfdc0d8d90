/// The messages of a request. Fields of a newer schema aren't known, and passed over.
enum MessageType: Int, CaseIterable {
    case request, resourceMetrics, resource, entityReference, scopeMetrics, scope
    case metric, gauge, sum, histogram, exponentialHistogram, summary
    case numberPoint, histogramPoint, exponentialPoint, buckets, summaryPoint, quantile, exemplar
    case keyValue, anyValue, arrayValue, keyValueList

    /// The field that JSON calls so; nil if there is none.
    func field(called key: RawSpan) -> MessageField? {
        Self.fields[rawValue].first { $0.isCalled(key) }
    }

    private static let fields = allCases.map { schema[$0] ?? [] }

    /// OTLP's schema, as proto/ has it.
    private static let schema: [MessageType: [MessageField]] = [
        .request: [
            .many("resource_metrics", 1, .message(.resourceMetrics))
        ],
        .resourceMetrics: [
            .one("resource", 1, .message(.resource)),
            .many("scope_metrics", 2, .message(.scopeMetrics)),
            .one("schema_url", 3, .text),
        ],
        .resource: [
            .many("attributes", 1, .message(.keyValue)),
            .one("dropped_attributes_count", 2, .uint32),
            .many("entity_refs", 3, .message(.entityReference)),
        ],
        .entityReference: [
            .one("schema_url", 1, .text),
            .one("type", 2, .text),
            .many("id_keys", 3, .text),
            .many("description_keys", 4, .text),
        ],
        .scopeMetrics: [
            .one("scope", 1, .message(.scope)),
            .many("metrics", 2, .message(.metric)),
            .one("schema_url", 3, .text),
        ],
        .scope: [
            .one("name", 1, .text),
            .one("version", 2, .text),
            .many("attributes", 3, .message(.keyValue)),
            .one("dropped_attributes_count", 4, .uint32),
        ],
        .metric: [
            .one("name", 1, .text),
            .one("description", 2, .text),
            .one("unit", 3, .text),
            .one("gauge", 5, .message(.gauge)),
            .one("sum", 7, .message(.sum)),
            .one("histogram", 9, .message(.histogram)),
            .one("exponential_histogram", 10, .message(.exponentialHistogram)),
            .one("summary", 11, .message(.summary)),
            .many("metadata", 12, .message(.keyValue)),
        ],
        .gauge: [
            .many("data_points", 1, .message(.numberPoint))
        ],
        .sum: [
            .many("data_points", 1, .message(.numberPoint)),
            .one("aggregation_temporality", 2, .temporality),
            .one("is_monotonic", 3, .bool),
        ],
        .histogram: [
            .many("data_points", 1, .message(.histogramPoint)),
            .one("aggregation_temporality", 2, .temporality),
        ],
        .exponentialHistogram: [
            .many("data_points", 1, .message(.exponentialPoint)),
            .one("aggregation_temporality", 2, .temporality),
        ],
        .summary: [
            .many("data_points", 1, .message(.summaryPoint))
        ],
        .numberPoint: [
            .many("attributes", 7, .message(.keyValue)),
            .one("start_time_unix_nano", 2, .fixed64),
            .one("time_unix_nano", 3, .fixed64),
            .one("as_double", 4, .double),
            .one("as_int", 6, .signedFixed64),
            .many("exemplars", 5, .message(.exemplar)),
            .one("flags", 8, .uint32),
        ],
        .histogramPoint: [
            .many("attributes", 9, .message(.keyValue)),
            .one("start_time_unix_nano", 2, .fixed64),
            .one("time_unix_nano", 3, .fixed64),
            .one("count", 4, .fixed64),
            .one("sum", 5, .double),
            .many("bucket_counts", 6, .fixed64),
            .many("explicit_bounds", 7, .double),
            .many("exemplars", 8, .message(.exemplar)),
            .one("flags", 10, .uint32),
            .one("min", 11, .double),
            .one("max", 12, .double),
        ],
        .exponentialPoint: [
            .many("attributes", 1, .message(.keyValue)),
            .one("start_time_unix_nano", 2, .fixed64),
            .one("time_unix_nano", 3, .fixed64),
            .one("count", 4, .fixed64),
            .one("sum", 5, .double),
            .one("scale", 6, .zigzag32),
            .one("zero_count", 7, .fixed64),
            .one("positive", 8, .message(.buckets)),
            .one("negative", 9, .message(.buckets)),
            .one("flags", 10, .uint32),
            .many("exemplars", 11, .message(.exemplar)),
            .one("min", 12, .double),
            .one("max", 13, .double),
            .one("zero_threshold", 14, .double),
        ],
        .buckets: [
            .one("offset", 1, .zigzag32),
            .many("bucket_counts", 2, .uint64),
        ],
        .summaryPoint: [
            .many("attributes", 7, .message(.keyValue)),
            .one("start_time_unix_nano", 2, .fixed64),
            .one("time_unix_nano", 3, .fixed64),
            .one("count", 4, .fixed64),
            .one("sum", 5, .double),
            .many("quantile_values", 6, .message(.quantile)),
            .one("flags", 8, .uint32),
        ],
        .quantile: [
            .one("quantile", 1, .double),
            .one("value", 2, .double),
        ],
        .exemplar: [
            .many("filtered_attributes", 7, .message(.keyValue)),
            .one("time_unix_nano", 2, .fixed64),
            .one("as_double", 3, .double),
            .one("as_int", 6, .signedFixed64),
            .one("span_id", 4, .identifier(byteCount: 8)),
            .one("trace_id", 5, .identifier(byteCount: 16)),
        ],
        .keyValue: [
            .one("key", 1, .text),
            .one("value", 2, .message(.anyValue)),
        ],
        .anyValue: [
            .one("string_value", 1, .text),
            .one("bool_value", 2, .bool),
            .one("int_value", 3, .int64),
            .one("double_value", 4, .double),
            .one("array_value", 5, .message(.arrayValue)),
            .one("kvlist_value", 6, .message(.keyValueList)),
            .one("bytes_value", 7, .bytes),
        ],
        .arrayValue: [
            .many("values", 1, .message(.anyValue))
        ],
        .keyValueList: [
            .many("values", 1, .message(.keyValue))
        ],
    ]
}
