/// A statement: an editor and what must hold for it to run.
public struct Statement: Sendable {
    /// The statement as it was written.
    public let text: String
    let editor: Call
    let condition: BooleanExpression?
}

/// A condition that stands alone, as `filter` and the groups of `transform` have them.
public struct Condition: Sendable {
    /// The condition as it was written.
    public let text: String
    let expression: BooleanExpression
}

/// What is true or false.
indirect enum BooleanExpression: Sendable {
    case constant(Bool)
    /// A converter, whose value must be true or false when it runs.
    case call(Call)
    case comparison(ComparisonOperator, ValueExpression, ValueExpression)
    case not(BooleanExpression)
    case and([BooleanExpression])
    case or([BooleanExpression])
}

/// What has a value.
struct ValueExpression: Sendable {
    let kind: Kind
    /// Where it stands, in bytes of the statement's UTF-8.
    let range: Range<Int>

    indirect enum Kind: Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        /// A name for a whole number, or a function's name where an argument may be one.
        case symbol(String)
        case list([ValueExpression])
        case map([MapItem])
        case path(Path)
        case call(Call)
        case negation(ValueExpression)
        /// Operators of one rank, worked off from left to right.
        case arithmetic(ValueExpression, [Operation])
    }

    struct MapItem: Sendable {
        let key: String
        let value: ValueExpression
    }

    struct Operation: Sendable {
        let arithmetic: ArithmeticOperator
        let operand: ValueExpression
    }
}

/// A place that values are read from and written to: `datapoint.attributes["a"]`.
struct Path: Sendable {
    let fields: [Field]
    let range: Range<Int>

    struct Field: Sendable {
        let name: String
        let keys: [Key]
        let range: Range<Int>
    }
}

/// What chooses an element of a map or list.
struct Key: Sendable {
    let kind: Kind
    let range: Range<Int>

    enum Kind: Sendable {
        case string(String)
        case int(Int64)
        case expression(ValueExpression)
    }
}

/// A function with its arguments, and the keys that choose from its value.
struct Call: Sendable {
    let name: String
    let arguments: [Argument]
    let keys: [Key]
    /// Where the name stands.
    let nameRange: Range<Int>
    let range: Range<Int>

    struct Argument: Sendable {
        /// The parameter's name, if it was written.
        let name: String?
        let value: Value
        let range: Range<Int>
    }

    enum Value: Sendable {
        case expression(ValueExpression)
        /// A function that is handed on and called by the other.
        case function(String)
    }
}
