import MetricCore

/// How far statements may let values grow; each run of them may add to what the last one left.
enum ValueLimit {
    /// The bytes of a text that a function makes.
    static let textLength = 1 << 20
    /// The elements of a list or map that a statement makes.
    static let elements = 10_000
    /// How deep lists and maps may stand in one another.
    static let depth = 100
}

extension [Attribute] {
    /// The attributes with each key once: where it came first, with the value that came last.
    var withUniqueKeys: [Attribute] {
        let order = indices.sorted { self[$0].key.precedes(self[$1].key) }
        var result = self
        var isRepeated = [Bool](repeating: false, count: count)
        var first = 0
        for position in order.indices.dropFirst() {
            // Sorting is stable, so of equal keys the first one comes first.
            if self[order[position]].key.hasSameBytes(as: self[order[first]].key) {
                result[order[first]].value = self[order[position]].value
                isRepeated[order[position]] = true
            } else {
                first = position
            }
        }
        return result.indices.filter { !isRepeated[$0] }.map { result[$0] }
    }

    /// What keys lead to, one after the other; nil if a map lacks its key.
    func value(at keys: [RuntimeKey]) throws(EvaluationError) -> OTTLValue {
        var value = OTTLValue.map(self)
        for key in keys {
            guard let element = try value.element(at: key) else { return .null }
            value = element
        }
        return value
    }

    /// Writes where keys lead to; maps and lists are made on the way where there is nothing. A value that no attribute
    /// can hold leaves the place empty, and is an error.
    mutating func set(at keys: [RuntimeKey], to value: OTTLValue) throws(EvaluationError) {
        let written = value.attributeValue ?? .empty
        guard keys.count + written.depth(upTo: ValueLimit.depth) <= ValueLimit.depth else {
            throw .failed("values nested deeper than \(ValueLimit.depth) levels")
        }
        self = try settingElement(keys[...], written)
        _ = try value.asAttributeValue()
    }

    /// The map with what the keys, of which there is one at least, lead to.
    fileprivate func settingElement(
        _ keys: ArraySlice<RuntimeKey>, _ value: AttributeValue
    ) throws(EvaluationError) -> [Attribute] {
        guard case .string(let key)? = keys.first else {
            throw .wrongType(expected: "string as key of a map", found: "int")
        }
        var result = self
        result.set(key, to: try (self.value(of: key) ?? .empty).setting(keys.dropFirst(), value))
        return result
    }
}

extension AttributeValue {
    /// The value with what the keys lead to; itself replaced, if there are none.
    fileprivate func setting(
        _ keys: ArraySlice<RuntimeKey>, _ value: AttributeValue
    ) throws(EvaluationError) -> AttributeValue {
        guard let key = keys.first else { return value }
        switch (self, key) {
        case (.map(let attributes), _): return .map(try attributes.settingElement(keys, value))
        case (.empty, .string): return .map(try [].settingElement(keys, value))
        case (.empty, .int(let index)):
            guard (0..<Int64(ValueLimit.elements)).contains(index) else { throw .indexOutOfBounds(index) }
            let list = [AttributeValue](repeating: .empty, count: Int(index) + 1)
            return try AttributeValue.array(list).setting(keys, value)
        case (.array(var list), .int(let index)):
            guard let position = Int(exactly: index), list.indices.contains(position) else {
                throw .indexOutOfBounds(index)
            }
            list[position] = try list[position].setting(keys.dropFirst(), value)
            return .array(list)
        case (.array, .string): throw .wrongType(expected: "int as index of a list", found: "string")
        default: throw .wrongType(expected: "list or map before a key", found: OTTLValue(self).typeName)
        }
    }

    /// How many lists and maps stand in one another; what is deeper than `limit` isn't looked at.
    func depth(upTo limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        return switch self {
        case .array(let values): 1 + (values.map { $0.depth(upTo: limit - 1) }.max() ?? 0)
        case .map(let attributes): 1 + (attributes.map { $0.value.depth(upTo: limit - 1) }.max() ?? 0)
        default: 0
        }
    }
}
