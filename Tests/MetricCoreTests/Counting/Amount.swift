import MetricCore

/// What a stream or a cell comes to, and can be added up: a sum, or a histogram with its buckets.
struct Amount {
    /// Whole numbers apart from the others, so that they stay exact.
    private var whole: Int128 = 0
    private var fraction = 0.0
    private(set) var count: UInt64 = 0
    /// Of an explicit histogram, one for each bound and one for what is above.
    private(set) var bucketCounts: [UInt64] = []
    var exponential = NaiveBuckets()

    /// Nothing.
    init() {}

    /// What one point says.
    init(_ value: SentValue) {
        switch value {
        case .number(.int(let number)): whole = Int128(number)
        case .number(.double(let number)): fraction = number
        case .number(.none), .end: break
        case .histogram(let histogram):
            count = histogram.count
            fraction = histogram.sum ?? 0
            let width = histogram.bounds.count + 1
            bucketCounts = Array((histogram.counts + [UInt64](repeating: 0, count: width)).prefix(width))
        case .exponential(let histogram):
            count = histogram.count
            fraction = histogram.sum ?? 0
            exponential = NaiveBuckets(histogram.buckets)
        case .summary: preconditionFailure("summaries aren't added up")
        }
    }

    /// The sum, or that of the histogram's values.
    var sum: Double { Double(whole) + fraction }

    static func += (left: inout Amount, right: Amount) {
        left.whole += right.whole
        left.fraction += right.fraction
        left.count += right.count
        if left.bucketCounts.isEmpty {
            left.bucketCounts = right.bucketCounts
        } else {
            for (index, count) in right.bucketCounts.enumerated() { left.bucketCounts[index] += count }
        }
        left.exponential += right.exponential
    }

    static func + (left: Amount, right: Amount) -> Amount {
        var sum = left
        sum += right
        return sum
    }
}
