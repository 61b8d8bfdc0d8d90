internal import MetricCore

/// A form in which batches are written: it is handed the parts in order, each with its index within its parent.
protocol BatchText: ~Copyable {
    /// Whether more has been written than anybody reads.
    var isFull: Bool { get }
    /// Begins a resource.
    mutating func begin(_ resource: ResourceContents, schemaURL: String, at index: Int)
    /// Begins a scope of the resource that was begun last.
    mutating func begin(_ scope: ScopeDescription, at index: Int)
    /// Begins a metric of the scope that was begun last.
    mutating func begin(_ metric: MetricDescription, metadata: [Attribute], at index: Int)
    /// Adds a point of the metric that was begun last.
    mutating func add(_ point: PointContents, at index: Int)
}

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
