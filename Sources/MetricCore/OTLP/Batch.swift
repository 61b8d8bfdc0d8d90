/// What one request brought: a flat tree of groups and points in the order in which they were sent.
///
/// A batch holds positions in the request's bytes rather than copies, so whoever reads it is handed these bytes beside
/// it. It is scratch that a thread keeps and fills again and again: in steady state that allocates nothing.
public struct Batch: ~Copyable, Sendable {
    /// How many data points one request may have. A point with its times and a value takes 29 bytes, so this is more
    /// than fit into otelcol's limit for bodies.
    public static let pointLimit = 1_000_000
    /// How many resources, scopes and metrics one request may have together. Empty ones take two bytes each.
    public static let groupLimit = 250_000

    /// The `ResourceMetrics` of the request.
    public internal(set) var resources: [ResourceGroup] = []
    /// The `ScopeMetrics` of all resources, one resource after the other.
    public internal(set) var scopes: [ScopeGroup] = []
    /// The `Metric`s of all scopes, one scope after the other; some may have no points.
    public internal(set) var metrics: [MetricGroup] = []
    /// The data points of all metrics, one metric after the other.
    public internal(set) var points: [DataPoint] = []
    /// What points of histograms hold beside their common fields; ``DataPoint/detail`` leads here.
    public internal(set) var histograms: [HistogramFields] = []
    /// The same for exponential histograms.
    public internal(set) var exponentialHistograms: [ExponentialHistogramFields] = []
    /// The same for summaries.
    public internal(set) var summaries: [SummaryFields] = []

    /// When the request arrived, in nanoseconds of the monotonic clock; set before the registry sees it.
    public var arrivalTime: UInt64 = 0
    /// The same in nanoseconds since 1970.
    public var arrivalClockTime: UInt64 = 0
    /// The request that it came with; nil if nobody asks for that, or it is several requests' or none's.
    public var client: ClientInformation?

    /// For each point who reported it, if several did whose points are under one resource now; else empty.
    var pointWriters: [WriterID] = []

    /// How many points got the overflow series of their metric, since there are too many series.
    public internal(set) var overflowedPoints = 0
    /// The points, in ascending order, that no series was found for, since there are too many resources, scopes or
    /// metrics.
    public internal(set) var unidentifiedPoints: [Int] = []
    /// What points said before processors changed them, in the order of the changes.
    var replaced: [ReplacedValues] = []
    /// With which batches it is in flight; nil if it isn't.
    var generation: UInt64?

    /// Identities and lists that came in pieces, put together. Positions from `requestByteCount` on lead here.
    var gathered: [UInt8] = []
    var requestByteCount = 0

    /// Makes an empty batch.
    public init() {}

    /// The bytes at a position that this batch holds, in the request that it was scanned from.
    @_lifetime(borrow self, copy request)
    public func bytes(at range: ByteRange, in request: RawSpan) -> RawSpan {
        // What was put together of empty pieces is empty, and lies anywhere.
        if range.isEmpty { return request.extracting(0..<0) }
        if Int(range.start) < requestByteCount { return request.extracting(range.offsets) }
        let start = Int(range.start) - requestByteCount
        // Safe: bytes of a span that this batch owns, for as long as the batch is borrowed.
        return unsafe gathered.span.bytes.extracting(start..<start + Int(range.count))
    }

    /// The time of a point in nanoseconds since 1970: that of its arrival if it has none, or one that is more than five
    /// minutes ahead.
    func time(of point: DataPoint) -> UInt64 {
        let isAhead = point.time > arrivalClockTime && point.time - arrivalClockTime > 300_000_000_000
        return point.time == 0 || isAhead ? arrivalClockTime : point.time
    }

    /// Who reported a point of a resource.
    public func writer(of point: Int, in resource: Int) -> WriterID {
        commonWriter(of: resource) ?? pointWriters[point]
    }

    /// Who reported all points of a resource; nil if each point's writer has to be looked at.
    @inline(__always)
    func commonWriter(of resource: Int) -> WriterID? {
        pointWriters.isEmpty ? resources[resource].writer : nil
    }

    mutating func removeAll() {
        resources.empty()
        scopes.empty()
        metrics.empty()
        points.empty()
        histograms.empty()
        exponentialHistograms.empty()
        summaries.empty()
        replaced.empty()
        gathered.empty()
        pointWriters.empty()
        overflowedPoints = 0
        unidentifiedPoints.empty()
        client = nil
    }
}

extension Array {
    /// Removes all elements and keeps the memory, unless few requests need as much: each thread has a batch.
    fileprivate mutating func empty() {
        guard capacity <= 1 << 16 else {
            self = []
            return
        }
        // Array's own way takes new memory for a list that never had any.
        if !isEmpty { removeLast(count) }
    }
}

/// One `ResourceMetrics`.
public struct ResourceGroup: Sendable {
    /// The bytes of its `Resource` message.
    public internal(set) var resource = ByteRange.empty
    /// The schema URL of the resource.
    public internal(set) var schemaURL = ByteRange.empty
    /// Its scopes in ``Batch/scopes``.
    public internal(set) var scopes: Range<Int>
    /// The resource without its writer.
    public internal(set) var id = ResourceID.none
    /// Who sent it; if several did, the first: ``Batch/writer(of:in:)``.
    public internal(set) var writer = WriterID.none
}

/// One `ScopeMetrics`.
public struct ScopeGroup: Sendable {
    /// The bytes of its `InstrumentationScope` message.
    public internal(set) var scope = ByteRange.empty
    /// The schema URL of the scope and its metrics.
    public internal(set) var schemaURL = ByteRange.empty
    /// Its metrics in ``Batch/metrics``.
    public internal(set) var metrics: Range<Int>
    /// The scope under its resource.
    public internal(set) var id = ScopeID.none
    /// What names the scope: its message, then the schema URL.
    var identity = ByteRange.empty
}

/// One `Metric`.
public struct MetricGroup: Sendable {
    /// The bytes of the whole message.
    public internal(set) var message = ByteRange.empty
    /// Type, temporality, monotonic or not.
    public internal(set) var shape = MetricShape(type: .empty)
    /// Its points in ``Batch/points``.
    public internal(set) var points: Range<Int>
    /// The metric under its scope.
    public internal(set) var id = MetricID.none
    /// The fields name, description and unit, with their tags.
    var header = ByteRange.empty
}

/// One data point of any type: what all types have, and the value of a number.
public struct DataPoint: Sendable {
    /// The bytes of the whole message.
    public internal(set) var message = ByteRange.empty
    /// Nanoseconds since 1970; 0 when unknown.
    public internal(set) var startTime: UInt64 = 0
    /// Nanoseconds since 1970; 0 when unknown.
    public internal(set) var time: UInt64 = 0
    /// The value of a number data point.
    public internal(set) var number = NumberValue.none
    /// Where the other types keep theirs: an index into the batch's list for the type.
    public internal(set) var detail: UInt32 = 0
    /// OTLP's data point flags.
    public internal(set) var flags: UInt32 = 0
    /// The series as it was received; none if there are too many resources, scopes or metrics.
    public internal(set) var received = SeriesID.none
    /// What a pipeline's processors made of the series; none when they dropped it.
    public var series = SeriesID.none
    /// The attributes, with their tags.
    var attributes = ByteRange.empty
    /// Whether ``received`` is its metric's overflow series, since there are too many series for it to have its own.
    public internal(set) var isOverflow = false
    /// Whether it comes with exemplars.
    var hasExemplars = false
    /// The series that its bytes name: ``received``, unless processors wrote the request anew.
    public internal(set) var written = SeriesID.none
    /// Of one in an overflow series, a hash of the attributes' bytes as they came: what tells them apart.
    public internal(set) var attributesHash: UInt64 = 0

    /// Gives it the series that its attributes name.
    @inline(__always)
    mutating func identify(as series: SeriesID) {
        received = series
        written = series
        self.series = series
    }

    /// Whether the sender says that there is no value: the end of a series.
    public var hasNoRecordedValue: Bool { flags & 1 == 1 }
}

/// The value of a number data point.
public enum NumberValue: Equatable, Sendable {
    /// Neither of the two was set.
    case none
    /// A whole number.
    case int(Int64)
    /// A floating-point number.
    case double(Double)

    /// The value as a double; 0 when there is none.
    public var asDouble: Double {
        switch self {
        case .none: 0
        case .int(let value): Double(value)
        case .double(let value): value
        }
    }
}

/// What a histogram data point holds.
public struct HistogramFields: Sendable {
    /// Number of values.
    public internal(set) var count: UInt64 = 0
    /// Sum of the values, if known.
    public internal(set) var sum: Double?
    /// Least value, if known.
    public internal(set) var min: Double?
    /// Greatest value, if known.
    public internal(set) var max: Double?
    /// The counts of the buckets, 8 bytes each, little endian.
    public internal(set) var bucketCounts = ByteRange.empty
    /// The upper bounds of all buckets but the last, 8 bytes each, little endian.
    public internal(set) var explicitBounds = ByteRange.empty
}

/// What an exponential histogram data point holds.
public struct ExponentialHistogramFields: Sendable {
    /// Number of values.
    public internal(set) var count: UInt64 = 0
    /// Sum of the values, if known.
    public internal(set) var sum: Double?
    /// Least value, if known.
    public internal(set) var min: Double?
    /// Greatest value, if known.
    public internal(set) var max: Double?
    /// A bucket's upper bound is 2^(2^-scale) times its lower one.
    public internal(set) var scale: Int32 = 0
    /// Number of values within the zero threshold.
    public internal(set) var zeroCount: UInt64 = 0
    /// Values up to this one, on both sides, count as zero.
    public internal(set) var zeroThreshold: Double = 0
    /// The `Buckets` message of the positive values.
    public internal(set) var positive = ByteRange.empty
    /// The `Buckets` message of the negative values.
    public internal(set) var negative = ByteRange.empty
}

/// What a summary data point holds; its quantiles are read from the message.
public struct SummaryFields: Sendable {
    /// Number of values.
    public internal(set) var count: UInt64 = 0
    /// Sum of the values.
    public internal(set) var sum: Double = 0
}
