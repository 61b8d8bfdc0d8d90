internal import AllocationCounter

/// What a piece of work takes from the heap: of Swift, and of the C libraries.
struct Allocations: Equatable {
    /// How often it asks for memory.
    let count: Int
    /// How many bytes more it holds at its end than at its beginning.
    let liveBytes: Int

    /// Counts what `work` does on this thread.
    init(of work: () throws -> Void) rethrows {
        windsock_count_allocations(1)
        defer { windsock_count_allocations(0) }
        try work()
        let counted = windsock_allocations()
        count = Int(counted.count)
        liveBytes = Int(counted.live_bytes)
    }
}
