/// The resource attributes that statements look at.
struct ResourceKeys: Sendable {
    private var keys: Set<String> = []
    private var isEverything = false

    /// Adds a path to an attribute, or to all of them.
    mutating func add(_ path: [CompiledKey<StatementContext>]) {
        if case .known(.string(let key))? = path.first {
            keys.insert(key)
        } else {
            isEverything = true
        }
    }

    /// Whether statements may look at the attribute of that key.
    func mayInclude(_ key: String) -> Bool { isEverything || keys.contains(key) }
}

/// Notes the resource attributes while statements are compiled.
final class ResourceKeyNotes {
    /// What was noted so far.
    fileprivate(set) var keys = ResourceKeys()

    /// Notes a path to an attribute, or to all of them.
    func note(_ path: [CompiledKey<StatementContext>]) {
        keys.add(path)
    }
}
