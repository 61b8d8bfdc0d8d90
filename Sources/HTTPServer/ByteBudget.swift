import Synchronization

/// Bounds what all requests of a server hold together, so that who holds much leaves room for those who hold little.
///
/// The first bytes of each holder aren't counted: there are only so many connections and threads. And large holders
/// leave a quarter of the budget to the others.
final class ByteBudget: Sendable {
    private let limit: Int
    private let uncountedBytes: Int
    private let largeBytes: Int
    private let held = Atomic(0)

    /// `uncountedBytes` of each holder aren't counted; those of more than `largeBytes` are large.
    init(limit: Int, uncountedBytes: Int, largeBytes: Int) {
        self.limit = limit
        self.uncountedBytes = uncountedBytes
        self.largeBytes = largeBytes
    }

    /// How many bytes one more holder may have at the moment.
    var room: Int {
        uncountedBytes + max(0, limit - held.load(ordering: .relaxed))
    }

    /// Lets a holder of `count` bytes hold `further` ones, or none and gives false.
    func reserve(_ further: Int, beyond count: Int = 0) -> Bool {
        let counted = counted(count + further) - counted(count)
        guard counted > 0 else { return true }
        let limit = count + further > largeBytes ? limit - limit / 4 : limit
        if held.add(counted, ordering: .relaxed).newValue <= limit { return true }
        held.subtract(counted, ordering: .relaxed)
        return false
    }

    /// Takes back all that a holder of `count` bytes has.
    func release(_ count: Int) {
        held.subtract(counted(count), ordering: .relaxed)
    }

    private func counted(_ count: Int) -> Int {
        max(0, count - uncountedBytes)
    }
}
