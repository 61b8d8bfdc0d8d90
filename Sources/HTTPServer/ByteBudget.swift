import Synchronization

/// Bounds what all requests of a server hold together.
final class ByteBudget: Sendable {
    private let limit: Int
    private let held = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// How many bytes are left at the moment.
    var room: Int {
        max(0, limit - held.load(ordering: .relaxed))
    }

    /// Takes `count` bytes, or none and gives false.
    func reserve(_ count: Int) -> Bool {
        if held.add(count, ordering: .relaxed).newValue <= limit { return true }
        release(count)
        return false
    }

    /// Gives back `count` bytes.
    func release(_ count: Int) {
        held.subtract(count, ordering: .relaxed)
    }
}
