/// The streams that are known: found by their key, and listed in the order in which they were heard.
///
/// They lie densely: when one goes, the last one takes its place, so that memory is given back.
struct StreamTable: ~Copyable {
    private(set) var streams = ChunkedArray<Stream>()
    private(set) var live = StreamList()
    private(set) var finished = StreamList()
    /// How many bytes the finished ones take.
    private(set) var finishedBytes = 0

    /// Open addressing: an index plus one in the lower half, some bits of the hash in the upper one; 0 is free.
    private var slots = [UInt64](repeating: 0, count: leastSlotCount)
    private static let leastSlotCount = 16
    private let secret = UInt64.random(in: .min ... .max)

    /// How many bytes a stream takes beside its contribution: its own, and those of the slots that come to it.
    static let byteCount = MemoryLayout<Stream>.stride + 16

    /// The index of a stream.
    func find(_ key: StreamKey) -> Int? {
        let hash = key.hash(secret: secret)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let index = Self.index(slots[slot])
            if slots[slot] >> 32 == hash >> 32, streams[index].key == key { return index }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    subscript(index: Int) -> Stream {
        _read { yield streams[index] }
        _modify { yield &streams[index] }
    }

    /// Adds a live stream that isn't there yet, the one heard last.
    mutating func insert(_ stream: Stream) -> Int {
        if (streams.count + 1) * 4 > slots.count * 3 { resizeSlots(to: slots.count * 2) }
        let index = streams.count
        streams.append(stream)
        streams.append(UInt32(index), to: &live)
        place(index)
        return index
    }

    /// Notes that a point of a stream has come; a finished one is live again.
    mutating func hear(_ index: Int, now: UInt64) {
        streams[index].heard = now
        if streams[index].isFinished {
            streams.remove(UInt32(index), from: &finished)
            finishedBytes -= bytes(of: index)
            streams[index].isFinished = false
        } else {
            streams.remove(UInt32(index), from: &live)
        }
        streams.append(UInt32(index), to: &live)
    }

    /// Makes a live stream a finished one.
    mutating func finish(_ index: Int) {
        streams.remove(UInt32(index), from: &live)
        streams[index].isFinished = true
        streams.append(UInt32(index), to: &finished)
        finishedBytes += bytes(of: index)
    }

    /// Forgets a stream. The last one gets its index.
    mutating func remove(_ index: Int) {
        if streams[index].isFinished {
            finishedBytes -= bytes(of: index)
            streams.remove(UInt32(index), from: &finished)
        } else {
            streams.remove(UInt32(index), from: &live)
        }
        vacate(slotOf: index)
        let last = streams.count - 1
        if index < last {
            let slot = slot(of: last)
            slots[slot] = slots[slot] & ~0xffff_ffff | UInt64(index + 1)
            streams[index] = streams[last]
            if streams[index].isFinished {
                streams.relink(UInt32(index), in: &finished)
            } else {
                streams.relink(UInt32(index), in: &live)
            }
        }
        streams.removeLast(1)
        if slots.count > Self.leastSlotCount, streams.count * 8 < slots.count { resizeSlots(to: slots.count / 2) }
    }

    private func bytes(of index: Int) -> Int {
        Self.byteCount + streams[index].contribution.byteCount
    }

    // MARK: - Slots

    private static func index(_ slot: UInt64) -> Int {
        Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1
    }

    private func slot(of index: Int) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: streams[index].key.hash(secret: secret)) & mask
        while Self.index(slots[slot]) != index { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func place(_ index: Int) {
        let hash = streams[index].key.hash(secret: secret)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = hash & ~0xffff_ffff | UInt64(index + 1)
    }

    /// Frees a stream's slot and moves what follows back, so that no search ends too early.
    private mutating func vacate(slotOf index: Int) {
        let mask = slots.count - 1
        var gap = slot(of: index)
        var slot = (gap + 1) & mask
        while slots[slot] != 0 {
            let home = Int(truncatingIfNeeded: streams[Self.index(slots[slot])].key.hash(secret: secret)) & mask
            if (slot - home) & mask >= (slot - gap) & mask {
                slots[gap] = slots[slot]
                gap = slot
            }
            slot = (slot + 1) & mask
        }
        slots[gap] = 0
    }

    private mutating func resizeSlots(to count: Int) {
        slots = [UInt64](repeating: 0, count: count)
        for index in streams.indices { place(index) }
    }
}
