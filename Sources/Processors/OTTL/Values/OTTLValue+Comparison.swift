import MetricCore

extension OTTLValue {
    /// Compares two values. Those of types that don't go together are only unequal; `nil` equals nothing but itself.
    static func compare(_ left: OTTLValue, _ comparison: ComparisonOperator, _ right: OTTLValue) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)):
            switch comparison {
            case .equal: left.hasSameBytes(as: right)
            case .notEqual: !left.hasSameBytes(as: right)
            default: holds(comparison, left.precedes(right), right.precedes(left))
            }
        case (.int(let left), .int(let right)): ordered(left, comparison, right)
        case (.int(let left), .double(let right)): ordered(Double(left), comparison, right)
        case (.double(let left), .int(let right)): ordered(left, comparison, Double(right))
        case (.double(let left), .double(let right)): ordered(left, comparison, right)
        case (.bool(let left), .bool(let right)): ordered(left ? 1 : 0, comparison, right ? 1 : 0)
        case (.time(let left), .time(let right)):
            ordered(left.unixNanoseconds, comparison, right.unixNanoseconds)
        case (.duration(let left), .duration(let right)): ordered(left, comparison, right)
        case (.bytes(let left), .bytes(let right)):
            holds(comparison, left.lexicographicallyPrecedes(right), right.lexicographicallyPrecedes(left))
        case (.null, .null): comparison != .notEqual && comparison != .less && comparison != .greater
        default:
            switch comparison {
            case .equal: isSameList(left, right)
            case .notEqual: !isSameList(left, right)
            default: false
            }
        }
    }

    /// Whether both are lists or maps of the same kind with the same content.
    private static func isSameList(_ left: OTTLValue, _ right: OTTLValue) -> Bool {
        switch (left, right) {
        case (.list(let left), .list(let right)): AttributeValue.array(left).hasSameContent(as: .array(right))
        case (.map(let left), .map(let right)): AttributeValue.map(left).hasSameContent(as: .map(right))
        case (.strings(let left), .strings(let right)): left.elementsEqual(right) { $0.hasSameBytes(as: $1) }
        case (.counts(let left), .counts(let right)): left == right
        case (.doubles(let left), .doubles(let right)): left == right
        case (.opaque(let left), .opaque(let right)): left === right
        default: false
        }
    }

    /// Compares by the operators of the type, by which NaN is unequal to itself and neither less nor greater.
    private static func ordered<Value: Comparable>(
        _ left: Value, _ comparison: ComparisonOperator, _ right: Value
    ) -> Bool {
        switch comparison {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    /// What a comparison says of two values one of which may precede the other.
    private static func holds(_ comparison: ComparisonOperator, _ isLess: Bool, _ isGreater: Bool) -> Bool {
        switch comparison {
        case .equal: !isLess && !isGreater
        case .notEqual: isLess || isGreater
        case .less: isLess
        case .lessOrEqual: !isGreater
        case .greater: isGreater
        case .greaterOrEqual: !isLess
        }
    }
}

extension AttributeValue {
    /// Whether the values are equal in type and content; the order of a map's keys doesn't count.
    func hasSameContent(as other: AttributeValue) -> Bool {
        switch (self, other) {
        case (.string(let text), .string(let other)): text.hasSameBytes(as: other)
        case (.array(let values), .array(let others)):
            values.elementsEqual(others) { $0.hasSameContent(as: $1) }
        case (.map(let attributes), .map(let others)):
            attributes.count == others.count && hasSameItems(attributes, others)
        default: self == other
        }
    }

    private func hasSameItems(_ attributes: [Attribute], _ others: [Attribute]) -> Bool {
        zip(attributes.inKeyOrder(), others.inKeyOrder()).allSatisfy { attribute, other in
            attribute.key.hasSameBytes(as: other.key) && attribute.value.hasSameContent(as: other.value)
        }
    }
}
