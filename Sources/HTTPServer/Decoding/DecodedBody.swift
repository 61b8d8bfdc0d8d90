/// What a body decodes to, as far as it has: never more than a limit, in bytes and in memory.
public struct DecodedBody {
    /// How much a decoder is given room for at once, at least and at most.
    private static let roomMin = 4 << 10
    private static let roomMax = 64 << 10

    /// What has been decoded.
    public private(set) var bytes: [UInt8] = []
    private var limit = 0

    /// Makes an empty body.
    public init() {}

    /// Begins anew, for a body of at most `limit` bytes.
    mutating func begin(limit: Int) {
        bytes.removeAll(keepingCapacity: true)
        self.limit = limit
    }

    /// Gives the memory back if it is more than `kept` bytes.
    mutating func giveBack(above kept: Int) {
        if bytes.capacity > kept { bytes = [] }
    }

    /// Appends a piece as it is.
    mutating func append(_ piece: RawSpan) throws(BodyRefusal) {
        try makeRoom(for: piece.byteCount)
        // The pointer is used within the call only.
        unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Has `write` append as much as it has and fits into the room that it is given, and return how much that was; and
    /// gives back whether that filled the room.
    mutating func append(_ write: (UnsafeMutableRawBufferPointer) -> Int) throws(BodyRefusal) -> Bool {
        // One byte beyond the limit tells a body that is too large from one that ends there.
        let room = min(max(bytes.count, Self.roomMin), Self.roomMax, limit - bytes.count + 1)
        let written = unsafe extend(by: room, write)
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        return written == room
    }

    /// Has `write` append exactly as many bytes, and return whether it could.
    mutating func append(
        count: Int, _ write: (UnsafeMutableRawBufferPointer) -> Bool
    ) throws(BodyRefusal) -> Bool {
        try makeRoom(for: count)
        return unsafe extend(by: count) { unsafe write($0) ? count : 0 } == count
    }

    private mutating func extend(by room: Int, _ write: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        let start = bytes.count
        reserve(start + room)
        bytes.append(contentsOf: repeatElement(0, count: room))
        // The pointer is used within the call only, by a decoder that keeps to the buffer's bounds.
        let written = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe write(UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
        }
        bytes.removeLast(room - written)
        return written
    }

    private mutating func makeRoom(for count: Int) throws(BodyRefusal) {
        guard count <= limit - bytes.count else { throw .tooLarge(limit: limit) }
        reserve(bytes.count + count)
    }

    /// Memory grows by doubling, but not beyond the limit.
    private mutating func reserve(_ count: Int) {
        if count > bytes.capacity { bytes.reserveCapacity(max(count, min(2 * bytes.capacity, limit))) }
    }
}
