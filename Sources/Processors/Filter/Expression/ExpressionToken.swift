/// A word of an expression of the legacy filter.
struct ExpressionToken: Equatable {
    enum Kind: Equatable {
        /// A text in quotes, without them and its escapes.
        case text(String)
        case number(Double)
        /// A name, or an operator that is a word.
        case name(String)
        /// An operator, a bracket or a comma.
        case symbol(String)
        case end
    }

    let kind: Kind
    /// Where it begins, in characters, from 1.
    let position: Int
}

/// What is wrong with an expression, and where.
struct ExpressionFault: Error, Equatable, CustomStringConvertible {
    /// In characters, from 1.
    let position: Int
    let message: String

    var description: String { "\(message), at character \(position)" }
}
