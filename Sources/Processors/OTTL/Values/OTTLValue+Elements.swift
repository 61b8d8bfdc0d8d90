import MetricCore

/// What chooses an element when it runs.
enum RuntimeKey: Sendable {
    case string(String)
    case int(Int64)

    /// The key that a value is; other types than these two are none.
    init(_ value: OTTLValue) throws(EvaluationError) {
        self =
            switch value {
            case .string(let key): .string(key)
            case .int(let index): .int(index)
            default: throw .wrongType(expected: "string or int as key", found: value.typeName)
            }
    }
}

extension OTTLValue {
    /// The element that a key chooses. A key that a map doesn't have gives nil.
    func element(at key: RuntimeKey) throws(EvaluationError) -> OTTLValue? {
        switch (self, key) {
        case (.map(let attributes), .string(let key)): return attributes.value(of: key).map(OTTLValue.init)
        case (.map, .int): throw .wrongType(expected: "string as key of a map", found: "int")
        case (_, .int(let index)):
            guard let elements else { throw .wrongType(expected: "list or map before a key", found: typeName) }
            guard let index = Int(exactly: index), elements.indices.contains(index) else {
                throw .indexOutOfBounds(index)
            }
            return OTTLValue(elements[index])
        case (_, .string):
            guard elements == nil else { throw .wrongType(expected: "int as index of a list", found: "string") }
            throw .wrongType(expected: "list or map before a key", found: typeName)
        }
    }
}
