/// A word of a statement.
struct Token: Equatable {
    /// What kind of word it is.
    let kind: Kind
    /// Where it stands, in bytes of the statement's UTF-8.
    let range: Range<Int>

    enum Kind: Equatable {
        /// Small letters, digits and underscores: fields, editors, `where` and `nil`.
        case name(String)
        /// Capitals, digits and underscores: enumerations, and some functions.
        case symbol(String)
        /// Letters of both cases: functions, and names of arguments.
        case mixedName(String)
        case string(String)
        case bytes([UInt8])
        case int(Int64)
        case double(Double)
        case bool(Bool)
        case comparison(ComparisonOperator)
        case arithmetic(ArithmeticOperator)
        case not, and, or
        case equal, comma, dot, colon
        case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
        /// What stands behind the last word.
        case end
    }
}

/// How two values are compared.
enum ComparisonOperator: String {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// How two numbers, times or durations become one.
enum ArithmeticOperator: String {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"

    /// Whether it binds closer than the other two.
    var isMultiplicative: Bool { self == .multiply || self == .divide }
}
