/// Why a text is no statement, and where.
public struct SyntaxError: Error, Equatable, Sendable {
    /// What is wrong.
    public let problem: Problem
    /// Where it begins, in bytes of the statement's UTF-8; the text's length if something is missing at its end.
    public let offset: Int

    /// What can be wrong with the words of a statement, or with their order.
    public enum Problem: Equatable, Sendable {
        /// Something stands where something else belongs; without `found`, the text ends there.
        case unexpected(found: String?, expected: String)
        /// A character that begins no word.
        case unknownCharacter(String)
        /// A string without its closing quote.
        case unterminatedString
        /// A backslash in a string with a letter that Go doesn't know, or a line break that isn't written as `\n`.
        case badEscape(String)
        /// A byte literal with an odd number of digits.
        case oddBytes
        /// A number beyond 64 bits.
        case numberTooLarge(String)
        /// A function that changes something where a value belongs.
        case editorAsValue(String)
        /// More bytes than a statement may have.
        case tooLong(limit: Int)
        /// More parentheses, lists, maps, calls and keys in one another than a statement may have.
        case tooDeep(limit: Int)
    }
}

extension SyntaxError: CustomStringConvertible {
    /// What is wrong, and what would be right.
    public var description: String {
        switch problem {
        case .unexpected(nil, let expected): "it ends where \(expected) belongs"
        case .unexpected(let found?, let expected): "`\(found)` stands where \(expected) belongs"
        case .unknownCharacter(let character): "`\(character)` means nothing here"
        case .unterminatedString: "the string has no closing quote"
        case .badEscape(let escape): "`\(escape)` is no escape in a string"
        case .oddBytes: "a byte literal has two digits for each byte"
        case .numberTooLarge(let digits): "\(digits) doesn't fit 64 bits"
        case .editorAsValue(let name): "\(name) gives no value; functions that do begin with a capital"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        }
    }
}
