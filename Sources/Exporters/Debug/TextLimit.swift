internal import MetricCore

/// Where a text is cut off, in bytes: a few megabytes of buckets are gigabytes of text.
let batchTextLimit = 64 << 20

extension TextBuffer {
    /// Whether the limit of a batch's text is reached.
    var isFull: Bool { count >= batchTextLimit }
}

extension ExponentialBucketCounts {
    /// The counts with their buckets' indices, in order.
    var indexed: some BidirectionalCollection<(index: Int, count: UInt64)> {
        counts.indices.lazy.map { (index: Int(offset) + $0, count: counts[$0]) }
    }
}
