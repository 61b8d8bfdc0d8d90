/// The streams that are known: found by their key, and listed in the order in which they were heard.
///
/// They lie densely: when one goes, the last one takes its place, so that memory is given back.
struct StreamTable: ~Copyable {
    private(set) var streams = ChunkedArray<Stream>()
    private(set) var order = StreamOrder()
    /// How many bytes the finished ones take.
    private(set) var finishedBytes = 0

    private var slots = HashSlots()
    private let secret = UInt64.random(in: .min ... .max)

    /// How many bytes a stream takes beside its contribution: its own, and those of links and slots that come to it.
    static let byteCount = MemoryLayout<Stream>.stride + 24

    /// The index of a stream that was probably at `index` last time; it is told where the stream is.
    @inline(__always)
    func find(_ key: StreamKey, near index: inout UInt32) -> Int? {
        if index < streams.count, streams[Int(index)].key == key { return Int(index) }
        guard let found = find(key) else { return nil }
        index = UInt32(truncatingIfNeeded: found)
        return found
    }

    /// The index of a stream.
    func find(_ key: StreamKey) -> Int? {
        var search = slots.search(key.hash(secret: secret))
        while let index = slots.next(&search) {
            if streams[index].key == key { return index }
        }
        return nil
    }

    subscript(index: Int) -> Stream {
        _read { yield streams[index] }
        _modify { yield &streams[index] }
    }

    /// Adds a live stream that isn't there yet, the one heard last.
    mutating func insert(_ stream: Stream) -> Int {
        let index = streams.count
        streams.append(stream)
        order.add()
        slots.insert(index, stream.key.hash(secret: secret))
        return index
    }

    /// Whether that index is a live stream's with that key.
    @inline(__always)
    func isLive(_ index: UInt32, _ key: StreamKey) -> Bool {
        index < streams.count && streams[Int(index)].key == key && !streams[Int(index)].isFinished
    }

    /// Takes a point of a live stream, which is heard at `now`.
    @inline(__always)
    mutating func hear<Result>(live index: UInt32, now: UInt64, _ take: (inout Stream) -> Result) -> Result {
        order.moveToEnd(index)
        return streams[Int(index)].hear(now: now, take)
    }

    /// Takes a point of a stream, which is heard at `now`; a finished one is live again.
    @inline(__always)
    mutating func hear<Result>(_ index: Int, now: UInt64, _ take: (inout Stream) -> Result) -> Result {
        if streams[index].isFinished {
            finishedBytes -= bytes(of: index)
            order.move(UInt32(truncatingIfNeeded: index), from: .finished, to: .live)
        }
        return hear(live: UInt32(truncatingIfNeeded: index), now: now, take)
    }

    /// Makes a live stream a finished one.
    mutating func finish(_ index: Int) {
        order.move(UInt32(index), from: .live, to: .finished)
        streams[index].isFinished = true
        finishedBytes += bytes(of: index)
    }

    /// Forgets a stream. The last one gets its index.
    mutating func remove(_ index: Int) {
        if streams[index].isFinished { finishedBytes -= bytes(of: index) }
        slots.remove(slot: slot(of: index))
        let last = streams.count - 1
        order.remove(index, from: streams[index].list, last: streams[last].list)
        if index < last {
            slots.move(slot: slot(of: last), to: index)
            streams[index] = streams[last]
        }
        streams.removeLast(1)
        _ = slots.shrink()
    }

    private func bytes(of index: Int) -> Int {
        Self.byteCount + streams[index].contribution.byteCount
    }

    private func slot(of index: Int) -> Int {
        slots.slot(of: index, streams[index].key.hash(secret: secret))
    }
}
