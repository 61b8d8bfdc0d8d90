extension OTTLValue {
    /// Adds, subtracts, multiplies or divides. An int with a double becomes a double; ints wrap around; times and
    /// durations can be added and subtracted.
    static func calculate(
        _ left: OTTLValue, _ arithmetic: ArithmeticOperator, _ right: OTTLValue
    ) throws(EvaluationError) -> OTTLValue {
        switch (left, right) {
        case (.double(let left), .double(let right)): .double(try doubles(left, arithmetic, right))
        case (.int(let left), .int(let right)): .int(try ints(left, arithmetic, right))
        case (.int(let left), .double(let right)): .double(try doubles(Double(left), arithmetic, right))
        case (.double(let left), .int(let right)): .double(try doubles(left, arithmetic, Double(right)))
        default: try times(left, arithmetic, right)
        }
    }

    /// The number with the other sign.
    func negated() throws(EvaluationError) -> OTTLValue {
        switch self {
        case .int(let int): .int(0 &- int)
        case .double(let double): .double(-double)
        default: throw .wrongType(expected: "a number behind the minus", found: typeName)
        }
    }

    private static func doubles(
        _ left: Double, _ arithmetic: ArithmeticOperator, _ right: Double
    ) throws(EvaluationError) -> Double {
        switch arithmetic {
        case .add: return left + right
        case .subtract: return left - right
        case .multiply: return left * right
        case .divide:
            guard right != 0 else { throw .divisionByZero }
            return left / right
        }
    }

    private static func ints(
        _ left: Int64, _ arithmetic: ArithmeticOperator, _ right: Int64
    ) throws(EvaluationError) -> Int64 {
        switch arithmetic {
        case .add: return left &+ right
        case .subtract: return left &- right
        case .multiply: return left &* right
        case .divide:
            guard right != 0 else { throw .divisionByZero }
            // The least number has no counterpart, and stays what it is.
            return left.dividedReportingOverflow(by: right).partialValue
        }
    }

    private static func times(
        _ left: OTTLValue, _ arithmetic: ArithmeticOperator, _ right: OTTLValue
    ) throws(EvaluationError) -> OTTLValue {
        switch (left, arithmetic, right) {
        case (.time(let time), .add, .duration(let duration)), (.duration(let duration), .add, .time(let time)):
            .time(time.advanced(by: duration))
        case (.time(let time), .subtract, .duration(let duration)): .time(time.advanced(by: 0 &- duration))
        case (.time(let left), .subtract, .time(let right)):
            .duration(left.unixNanoseconds &- right.unixNanoseconds)
        case (.duration(let left), .add, .duration(let right)): .duration(left &+ right)
        case (.duration(let left), .subtract, .duration(let right)): .duration(left &- right)
        default: throw .incompatibleOperands(left.typeName, arithmetic.rawValue, right.typeName)
        }
    }
}
