import Locking

/// Objects that were used and wait to be used again.
final class Pool<Element: Sendable>: Sendable {
    private let capacity: Int
    private let make: @Sendable () -> Element
    private let idle: Locked<[Element]>

    /// Keeps at most `capacity` objects while they aren't used.
    init(capacity: Int, make: @escaping @Sendable () -> Element) {
        self.capacity = capacity
        self.make = make
        idle = Locked([])
    }

    /// Takes an object, made now if none is idle.
    func take() -> Element {
        idle.withLock { $0.popLast() } ?? make()
    }

    /// Gives an object back, which the caller no longer uses.
    func give(_ element: Element) {
        idle.withLock { idle in
            if idle.count < capacity { idle.append(element) }
        }
    }
}
