/// One side of an exponential histogram: counts of neighbouring buckets.
public struct ExponentialBucketCounts: Equatable, Sendable {
    /// The index of the first bucket.
    public var offset: Int32 = 0
    /// The counts, from the first bucket on.
    public var counts: [UInt64] = []

    /// A side without values.
    public init() {}

    /// Makes a side.
    public init(offset: Int32, counts: [UInt64]) {
        self.offset = offset
        self.counts = counts
    }

    /// Reads a `Buckets` message that the scan has checked.
    public init(_ message: RawSpan) {
        set(message)
    }

    /// Reads a `Buckets` message that the scan has checked, into the memory that is there.
    mutating func set(_ message: RawSpan) {
        offset = 0
        counts.removeAll(keepingCapacity: true)
        var reader = WireReader(message)
        do {
            try Self.read(&reader, offset: &offset) { counts.append($0) }
        } catch {
            preconditionFailure("the scan has checked these buckets: \(error)")
        }
    }

    /// Checks the `Buckets` message that the reader has been narrowed to.
    static func check(_ reader: inout WireReader) throws(WireError) {
        var offset: Int32 = 0
        try read(&reader, offset: &offset) { _ in }
    }

    @inline(__always)
    private static func read(
        _ reader: inout WireReader, offset: inout Int32, _ count: (UInt64) -> Void
    ) throws(WireError) {
        while !reader.isAtEnd {
            let tag = try reader.tag()
            switch tag {
            case .varint(1): offset = zigzag(try reader.varint())
            case .varint(2): count(try reader.varint())
            case .bytes(2):
                let outer = try reader.enter()
                while !reader.isAtEnd { count(try reader.varint()) }
                reader.leave(outer)
            default: try reader.skipUnknown(tag, known: fieldNumbers(1...2))
            }
        }
    }
}
