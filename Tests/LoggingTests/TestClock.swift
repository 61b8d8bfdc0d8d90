import Synchronization

/// A clock that stands still until it is set.
final class TestClock: Sendable {
    private let now = Atomic<Int64>(0)

    var read: @Sendable () -> Int64 { { self.now.load(ordering: .relaxed) } }

    func set(_ nanoseconds: Int64) {
        now.store(nanoseconds, ordering: .relaxed)
    }
}
