/// The value of a summary.
struct SummaryState: Equatable {
    private(set) var count: UInt64
    private(set) var sum: Double
    /// In ascending order, each once.
    private(set) var quantiles: [QuantileValue]
    private(set) var startTime: UInt64
    private(set) var time: UInt64
    /// Whether the sender says that there is no value any more.
    private(set) var hasEnded: Bool

    /// Takes what a point says; `time` is the point's, in nanoseconds since 1970.
    init(_ point: DataPoint, time: UInt64, of batch: borrowing Batch, in request: RawSpan) {
        let fields = batch.summaries[Int(point.detail)]
        count = fields.count
        sum = fields.sum
        quantiles = batch.quantiles(of: point, in: request).ascending
        startTime = point.startTime
        self.time = time
        hasEnded = point.hasNoRecordedValue
    }

    /// Takes a point, unless it is older than the newest. Tells whether it was taken.
    mutating func replace(with point: DataPoint, time: UInt64, of batch: borrowing Batch, in request: RawSpan) -> Bool {
        guard time >= self.time else { return false }
        self = SummaryState(point, time: time, of: batch, in: request)
        return true
    }
}

extension [QuantileValue] {
    /// In ascending order; of equal quantiles the last one counts, and what is no number is no quantile.
    fileprivate var ascending: [QuantileValue] {
        // Swift's sort keeps the order of equal ones.
        let sorted = filter { !$0.quantile.isNaN }.sorted { $0.quantile < $1.quantile }
        return sorted.indices.filter { $0 + 1 == sorted.count || sorted[$0 + 1].quantile != sorted[$0].quantile }
            .map { sorted[$0] }
    }
}
