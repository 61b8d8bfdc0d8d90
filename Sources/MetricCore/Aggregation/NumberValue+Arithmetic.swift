extension NumberValue {
    /// The sum, exact as long as it fits into 64 bits; beyond, it becomes a double.
    public static func + (left: NumberValue, right: NumberValue) -> NumberValue {
        switch (left, right) {
        case (.none, let value), (let value, .none): value
        case (.int(let left), .int(let right)):
            switch left.addingReportingOverflow(right) {
            case (let sum, false): .int(sum)
            case (_, true): .double(Double(left) + Double(right))
            }
        default: .double(left.asDouble + right.asDouble)
        }
    }

    /// The difference, exact as long as it fits into 64 bits; beyond, it becomes a double.
    public static func - (left: NumberValue, right: NumberValue) -> NumberValue {
        switch (left, right) {
        case (let value, .none): value
        case (.int(let left), .int(let right)):
            switch left.subtractingReportingOverflow(right) {
            case (let difference, false): .int(difference)
            case (_, true): .double(Double(left) - Double(right))
            }
        default: .double(left.asDouble - right.asDouble)
        }
    }

    /// Whether it is the lesser number of two, whole or not.
    public func isLess(than other: NumberValue) -> Bool {
        if case .int(let left) = self, case .int(let right) = other { return left < right }
        return asDouble < other.asDouble
    }
}
