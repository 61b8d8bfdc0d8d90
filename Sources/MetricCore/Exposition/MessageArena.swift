/// Memory for what a protobuf message is made of while it is packed: all of it is given back at once.
///
/// What it gave stays where it is until ``removeAll()``, so that the parts of a message can point at each other.
@safe
struct MessageArena: ~Copyable {
    private static let chunkBytes = 64 << 10

    // Safe: the chunks are the arena's own, and nobody gets at one but by what `allocate` gave out of it.
    private var chunks: [UnsafeMutableRawBufferPointer] = unsafe []
    private var chunk = 0
    private var used = 0

    init() {}

    deinit {
        unsafe chunks.forEach { unsafe $0.deallocate() }
    }

    /// Forgets what was given, and keeps the memory, but for what large messages needed.
    mutating func removeAll() {
        unsafe chunks.removeAll { chunk in
            guard chunk.count > Self.chunkBytes else { return false }
            unsafe chunk.deallocate()
            return true
        }
        chunk = 0
        used = 0
    }

    /// Room for `count` values, which the caller initialises.
    mutating func allocate<Value>(_ type: Value.Type, count: Int) -> UnsafeMutablePointer<Value> {
        let bytes = count * MemoryLayout<Value>.stride
        let room = unsafe raw(bytes: bytes)
        return unsafe room.bindMemory(to: type, capacity: count)
    }

    /// One value.
    mutating func make<Value>(_ value: Value) -> UnsafeMutablePointer<Value> {
        let room = unsafe allocate(Value.self, count: 1)
        unsafe room.initialize(to: value)
        return unsafe room
    }

    /// Equal values, and what leads to each.
    mutating func list<Value>(_ count: Int, _ value: Value) -> UnsafeMutablePointer<UnsafeMutablePointer<Value>?> {
        let values = unsafe allocate(Value.self, count: count)
        unsafe values.initialize(repeating: value, count: count)
        let list = unsafe allocate(UnsafeMutablePointer<Value>?.self, count: count)
        for index in 0..<count { unsafe (list + index).initialize(to: values + index) }
        return unsafe list
    }

    /// A copy of a list.
    mutating func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        let copy = unsafe allocate(Value.self, count: values.count)
        unsafe values.withUnsafeBufferPointer { values in
            if let base = values.baseAddress { unsafe copy.initialize(from: base, count: values.count) }
        }
        return unsafe copy
    }

    /// Room at a multiple of 16 bytes, which is enough for whatever messages are made of.
    private mutating func raw(bytes: Int) -> UnsafeMutableRawPointer {
        let size = (max(bytes, 1) + 15) & ~15
        while unsafe chunk < chunks.count {
            let current = unsafe chunks[chunk]
            if used + size <= current.count, let base = current.baseAddress {
                defer { used += size }
                return unsafe base + used
            }
            chunk += 1
            used = 0
        }
        unsafe chunks.append(.allocate(byteCount: max(size, Self.chunkBytes), alignment: 16))
        return unsafe raw(bytes: bytes)
    }
}
