/// Counts the batches in flight: those that were resolved before a moment, and those after it.
///
/// What was taken out of the tables before that moment is in no batch any more once the earlier ones are done.
struct BatchGenerations {
    private var current: UInt64 = 0
    private var currentCount = 0
    private var earlierCount = 0

    /// Whether all batches are done that were resolved before ``advance()``.
    var areEarlierDone: Bool { earlierCount == 0 }

    /// Counts a batch in.
    ///
    /// - Returns: What ``leave(_:)`` is to be told.
    mutating func enter() -> UInt64 {
        currentCount += 1
        return current
    }

    /// Counts a batch out.
    mutating func leave(_ generation: UInt64) {
        if generation == current {
            currentCount -= 1
        } else {
            earlierCount -= 1
        }
    }

    /// Makes all batches in flight earlier ones. Those before them must be done.
    mutating func advance() {
        precondition(areEarlierDone, "two generations of batches are told apart, not three")
        current += 1
        earlierCount = currentCount
        currentCount = 0
    }
}
