/// The value of an exponential histogram.
struct ExponentialHistogramState: Equatable {
    /// How many buckets a side may have; wider ones are brought to a coarser scale. SDKs send 160 at most.
    static let bucketLimit = 1024

    private(set) var count: UInt64 = 0
    private(set) var sum = 0.0
    private(set) var buckets = ExponentialBuckets()
    private(set) var startTime: UInt64 = 0
    private(set) var time: UInt64 = 0

    /// A histogram without values.
    init() {}

    init(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) {
        set(point, of: batch, in: request)
    }

    /// Overwrites everything, in the memory that is there.
    mutating func set(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) {
        startTime = point.startTime
        time = point.time
        let fields = batch.exponentialHistograms[Int(point.detail)]
        count = fields.count
        sum = fields.sum ?? 0
        buckets.scale = max(fields.scale, ExponentialBuckets.leastScale)
        buckets.zeroCount = fields.zeroCount
        buckets.zeroThreshold = fields.zeroThreshold
        buckets.positive.set(batch.bytes(at: fields.positive, in: request))
        buckets.negative.set(batch.bytes(at: fields.negative, in: request))
        buckets.fit(into: Self.bucketLimit)
    }

    /// Takes a cumulative point, unless it is older than the newest. Tells whether it was taken.
    mutating func replace(with point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.time >= time else { return false }
        self = ExponentialHistogramState(point, of: batch, in: request)
        return true
    }

    /// Adds a delta that begins where the last one ended. One that begins later starts the total anew; one that begins
    /// earlier is refused.
    mutating func add(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.startTime == time else {
            guard point.startTime > time else { return false }
            self = ExponentialHistogramState(point, of: batch, in: request)
            return true
        }
        let delta = ExponentialHistogramState(point, of: batch, in: request)
        count = count.addingClamped(delta.count)
        sum += delta.sum
        buckets.merge(delta.buckets, limit: Self.bucketLimit)
        time = delta.time
        return true
    }
}
