/// A piece of a request's bytes: where it starts, and how long it is.
///
/// Positions are 32 bits wide, so that a data point stays small; a request is limited to less than 4 GiB.
public struct ByteRange: Equatable, Sendable {
    /// Offset of the first byte.
    public var start: UInt32
    /// Number of bytes.
    public var count: UInt32

    /// A piece of no bytes.
    public static let empty = ByteRange(start: 0, count: 0)

    init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }

    init(_ range: Range<Int>) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        count = UInt32(truncatingIfNeeded: range.count)
    }

    /// Whether there are no bytes.
    public var isEmpty: Bool { count == 0 }

    /// The offsets as a range.
    public var offsets: Range<Int> { Int(start)..<Int(start) &+ Int(count) }
}
