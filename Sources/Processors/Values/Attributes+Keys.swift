internal import MetricCore

extension [Attribute] {
    /// Gives the first attribute with that key a value, or adds one.
    mutating func set(_ key: String, to value: AttributeValue) {
        if let index = firstIndex(where: { $0.key.hasSameBytes(as: key) }) {
            self[index].value = value
        } else {
            append(Attribute(key: key, value: value))
        }
    }

    /// Removes the first attribute with that key.
    mutating func removeFirst(_ key: String) {
        if let index = firstIndex(where: { $0.key.hasSameBytes(as: key) }) { remove(at: index) }
    }
}
