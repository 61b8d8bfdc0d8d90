/// The value of an explicit-bucket histogram.
struct HistogramState: Equatable {
    private(set) var count: UInt64 = 0
    private(set) var sum = 0.0
    /// The upper bounds of all buckets but the last.
    private(set) var bounds: [Double] = []
    /// Values in each bucket, not cumulative.
    private(set) var bucketCounts: [UInt64] = []
    private(set) var startTime: UInt64 = 0
    private(set) var time: UInt64 = 0

    /// A histogram without values or bounds.
    init() {}

    init(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) {
        set(point, of: batch, in: request)
    }

    /// Takes a cumulative point, unless it is older than the newest. Tells whether it was taken.
    mutating func replace(with point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.time >= time else { return false }
        set(point, of: batch, in: request)
        return true
    }

    /// Adds a delta that begins where the last one ended. One that begins later, or has other bounds, starts the total
    /// anew; one that begins earlier is refused.
    mutating func add(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.startTime == time else {
            guard point.startTime > time else { return false }
            set(point, of: batch, in: request)
            return true
        }
        let delta = HistogramState(point, of: batch, in: request)
        guard delta.bounds == bounds, delta.bucketCounts.count == bucketCounts.count else {
            self = delta
            return true
        }
        count = count.addingClamped(delta.count)
        sum += delta.sum
        for index in bucketCounts.indices {
            bucketCounts[index] = bucketCounts[index].addingClamped(delta.bucketCounts[index])
        }
        time = delta.time
        return true
    }

    /// Overwrites everything, in the memory that is there.
    mutating func set(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) {
        startTime = point.startTime
        time = point.time
        bounds.removeAll(keepingCapacity: true)
        bucketCounts.removeAll(keepingCapacity: true)
        let fields = batch.histograms[Int(point.detail)]
        count = fields.count
        sum = fields.sum ?? 0
        let counts = batch.bytes(at: fields.bucketCounts, in: request)
        for offset in stride(from: 0, to: counts.byteCount, by: 8) {
            bucketCounts.append(counts.littleEndian64(at: offset))
        }
        let limits = batch.bytes(at: fields.explicitBounds, in: request)
        for offset in stride(from: 0, to: limits.byteCount, by: 8) {
            bounds.append(Double(bitPattern: limits.littleEndian64(at: offset)))
        }
    }
}
