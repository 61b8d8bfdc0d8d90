/// Why a statement failed when it ran.
public enum EvaluationError: Error, Equatable, Sendable {
    /// A value of another type than the function, field or condition takes.
    case wrongType(expected: String, found: String)
    /// A value that there is no such conversion for.
    case unsupportedType(String)
    /// A text that isn't what it should be.
    case unreadable(String, as: String)
    /// A number, in whatever form, that is too large for its type.
    case outOfRange(String)
    /// Numbers, times and durations that don't go together.
    case incompatibleOperands(String, ArithmeticSign, String)
    /// A number divided by zero.
    case divisionByZero
    /// An element that the list doesn't have.
    case indexOutOfBounds(Int64)
    /// An element that the map doesn't have.
    case keyNotFound(String)
    /// A regular expression that isn't one.
    case badPattern(String, reason: String)
    /// What a function says of its arguments.
    case failed(String)

    /// `+`, `-`, `*` or `/`.
    public typealias ArithmeticSign = String
}

extension EvaluationError: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .wrongType(let expected, let found): "expected \(expected) but got \(found)"
        case .unsupportedType(let type): "unsupported type: \(type)"
        case .unreadable(let text, let type): "cannot read \"\(text)\" as \(type)"
        case .outOfRange(let text): "\(text) is out of range"
        case .incompatibleOperands(let left, let sign, let right): "\(left) \(sign) \(right) is not possible"
        case .divisionByZero: "attempted to divide by 0"
        case .indexOutOfBounds(let index): "index \(index) out of bounds"
        case .keyNotFound(let key): "key \"\(key)\" not found in map"
        case .badPattern(let pattern, let reason): "\"\(pattern)\" is no regular expression: \(reason)"
        case .failed(let reason): reason
        }
    }
}
