/// A value on the heap, so that what holds it stays small; copied when it is changed while a snapshot has it as well.
struct Boxed<Value> {
    private final class Storage {
        var value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var storage: Storage

    init(_ value: Value) {
        storage = Storage(value)
    }

    var value: Value {
        _read { yield storage.value }
        _modify {
            if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
            yield &storage.value
        }
    }
}

// What several have is never changed.
extension Boxed: @unchecked Sendable where Value: Sendable {}
