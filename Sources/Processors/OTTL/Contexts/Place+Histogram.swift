import MetricCore

// What points of histograms and summaries hold beside their counts and sums.

extension Place<StatementContext> {
    /// The field of that name; nil if no such point has one.
    static func ofHistogram(_ names: [String]) throws(CompileError) -> Place? {
        switch names {
        case ["bucket_counts"]:
            counts({ $0.histogram?.counts }, "buckets of a histogram") { $0.histogram?.counts = $1 }
        case ["explicit_bounds"]: bounds
        case ["scale"]: exponential({ Int64($0.scale) }) { $0.scale = Int32(clamping: $1) }
        case ["zero_count"]:
            exponential({ Int64(bitPattern: $0.zeroCount) }) { $0.zeroCount = UInt64(bitPattern: $1) }
        case ["positive"]: side(\.positive)
        case ["positive", "offset"]:
            exponential({ Int64($0.positive.offset) }) { $0.positive.offset = Int32(clamping: $1) }
        case ["positive", "bucket_counts"]:
            counts({ $0.exponentialHistogram?.buckets.positive.counts }, "exponential buckets") {
                $0.exponentialHistogram?.buckets.positive.counts = $1
            }
        case ["negative"]: side(\.negative)
        case ["negative", "offset"]:
            exponential({ Int64($0.negative.offset) }) { $0.negative.offset = Int32(clamping: $1) }
        case ["negative", "bucket_counts"]:
            counts({ $0.exponentialHistogram?.buckets.negative.counts }, "exponential buckets") {
                $0.exponentialHistogram?.buckets.negative.counts = $1
            }
        case ["quantile_values"]: quantiles
        default: nil
        }
    }

    private static var bounds: Place {
        Place(
            realm: .values, get: { $0.point.value.histogram.map { .doubles($0.bounds) } ?? .null },
            set: { context, value throws(EvaluationError) in
                guard context.point.value.histogram != nil else { throw context.point.lacks("explicit bounds") }
                context.point.value.histogram?.bounds = try value.asBounds()
            })
    }

    /// Counts of buckets.
    private static func counts(
        _ get: @escaping @Sendable (PointValue) -> [UInt64]?, _ what: String,
        _ set: @escaping @Sendable (inout PointValue, [UInt64]) -> Void
    ) -> Place {
        Place(
            realm: .values, get: { get($0.point.value).map(OTTLValue.counts) ?? .null },
            set: { context, value throws(EvaluationError) in
                guard get(context.point.value) != nil else { throw context.point.lacks(what) }
                set(&context.point.value, try value.asCounts())
            })
    }

    /// A whole number of an exponential histogram.
    private static func exponential(
        _ get: @escaping @Sendable (ExponentialBuckets) -> Int64,
        _ set: @escaping @Sendable (inout ExponentialBuckets, Int64) -> Void
    ) -> Place {
        int(
            realm: .values, { $0.point.value.exponentialHistogram.map { get($0.buckets) } },
            { context, value throws(EvaluationError) in
                guard var histogram = context.point.value.exponentialHistogram else {
                    throw context.point.lacks("exponential buckets")
                }
                set(&histogram.buckets, value)
                context.point.value = .exponentialHistogram(histogram)
            })
    }

    /// A whole side of an exponential histogram.
    private static func side(
        _ side: any WritableKeyPath<ExponentialBuckets, ExponentialBucketCounts> & Sendable
    ) -> Place {
        Place(
            realm: .values,
            get: { context in
                context.point.value.exponentialHistogram
                    .map { .opaque(OpaqueBuckets($0.buckets[keyPath: side])) } ?? .null
            },
            set: { context, value throws(EvaluationError) in
                guard context.point.value.exponentialHistogram != nil else {
                    throw context.point.lacks("exponential buckets")
                }
                guard case .opaque(let buckets as OpaqueBuckets) = value else {
                    throw value.mismatch("exponential buckets")
                }
                context.point.value.exponentialHistogram?.buckets[keyPath: side] = buckets.buckets
            })
    }

    private static var quantiles: Place {
        Place(
            realm: .values,
            get: { $0.point.value.summary.map { .opaque(OpaqueQuantiles($0.quantiles)) } ?? .null },
            set: { context, value throws(EvaluationError) in
                guard context.point.value.summary != nil else { throw context.point.lacks("quantiles") }
                switch value {
                case .opaque(let quantiles as OpaqueQuantiles):
                    context.point.value.summary?.quantiles = quantiles.quantiles
                case .null: context.point.value.summary?.quantiles = []
                default: throw value.mismatch("quantiles")
                }
            })
    }
}

extension OTTLValue {
    /// The value as counts of buckets; nil is none.
    fileprivate func asCounts() throws(EvaluationError) -> [UInt64] {
        switch self {
        case .counts(let counts): return counts
        case .null: return []
        default:
            guard let elements else { throw mismatch("list of ints") }
            return try elements.map { element throws(EvaluationError) in
                guard case .int(let count) = element else {
                    throw .wrongType(expected: "int", found: OTTLValue(element).typeName)
                }
                return UInt64(bitPattern: count)
            }
        }
    }

    /// The value as bounds; nil is none.
    fileprivate func asBounds() throws(EvaluationError) -> [Double] {
        switch self {
        case .doubles(let bounds): return bounds
        case .null: return []
        default:
            guard let elements else { throw mismatch("list of doubles") }
            return try elements.map { element throws(EvaluationError) in
                guard case .double(let bound) = element else {
                    throw .wrongType(expected: "double", found: OTTLValue(element).typeName)
                }
                return bound
            }
        }
    }
}

/// One side of an exponential histogram, as a value.
final class OpaqueBuckets: OpaqueValue, @unchecked Sendable {
    // Unchecked for the superclass; all of it is constant.

    let buckets: ExponentialBucketCounts

    init(_ buckets: ExponentialBucketCounts) {
        self.buckets = buckets
        super.init(count: buckets.counts.count, typeName: "exponential buckets")
    }
}

/// The quantiles of a summary, as a value.
final class OpaqueQuantiles: OpaqueValue, @unchecked Sendable {
    // Unchecked for the superclass; all of it is constant.

    let quantiles: [QuantileValue]

    init(_ quantiles: [QuantileValue]) {
        self.quantiles = quantiles
        super.init(count: quantiles.count, typeName: "quantiles")
    }
}
