/// The value of a summary.
struct SummaryState: Equatable {
    private(set) var count: UInt64
    private(set) var sum: Double
    /// In the order sent.
    private(set) var quantiles: [QuantileValue]
    private(set) var startTime: UInt64
    private(set) var time: UInt64

    init(_ point: DataPoint, of batch: borrowing Batch, in request: RawSpan) {
        let fields = batch.summaries[Int(point.detail)]
        count = fields.count
        sum = fields.sum
        quantiles = batch.quantiles(of: point, in: request)
        startTime = point.startTime
        time = point.time
    }

    /// Takes a point, unless it is older than the newest. Tells whether it was taken.
    mutating func replace(with point: DataPoint, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard point.time >= time else { return false }
        self = SummaryState(point, of: batch, in: request)
        return true
    }
}
