/// Carries a stream's pieces into the buffers of a connection, whose sizes are other ones.
final class StreamPump {
    static let pieceBytes = 64 << 10

    private let stream: any ResponseStream
    private var piece: [UInt8] = []
    private var taken = 0
    private var isEnded = false
    private let connection: OpenConnection

    init(_ stream: any ResponseStream, _ connection: OpenConnection) {
        self.stream = stream
        self.connection = connection
    }

    /// Fills the front of `buffer`, which isn't empty, and gives the number of bytes; nil at the end of the body.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int? {
        connection.enter(.answer)
        if taken == piece.count {
            piece.removeAll(keepingCapacity: true)
            taken = 0
            if !isEnded { stream.next(into: &piece) }
            isEnded = piece.isEmpty
            if isEnded { return nil }
        }
        let count = min(buffer.count, piece.count - taken)
        // Both ranges are within their buffers by the minimum above.
        unsafe piece[taken..<taken + count].withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
        taken += count
        return count
    }

    /// Tells the stream how it went; `delivered` says whether the whole response was sent.
    func finish(delivered: Bool) {
        stream.finished(completely: delivered && isEnded)
    }
}
