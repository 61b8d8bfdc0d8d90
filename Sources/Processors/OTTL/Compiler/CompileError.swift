/// Why a statement that is well written can't run, and which part of it is to blame.
public struct CompileError: Error, Equatable, Sendable {
    /// What is wrong.
    public let problem: Problem
    /// The part, in bytes of the statement's UTF-8.
    public let range: Range<Int>

    /// What can be wrong with the names and literals of a statement.
    public enum Problem: Equatable, Sendable {
        /// A function that doesn't exist where the statement runs; `known` are those that do.
        case unknownFunction(String, known: [String])
        /// A name in capitals that stands for nothing.
        case unknownEnumeration(String, known: [String])
        /// A name of an argument that the function doesn't have.
        case unknownParameter(String, of: String, known: [String])
        /// A field, or a context, that doesn't exist.
        case unknownField(String, of: String, known: [String])
        /// Keys behind a field that has no elements.
        case notIndexable(String)
        /// A path that can't be written to.
        case readOnly(String)
        /// More or fewer arguments than the function takes.
        case wrongArgumentCount(of: String, expected: Int, received: Int)
        /// An argument without a name behind one with.
        case positionalAfterNamed
        /// A parameter that an argument before it is for already.
        case repeatedArgument(String)
        /// Another expression where only a literal, a path or a function's name may stand.
        case expected(String, for: String, of: String)
        /// A literal that the function doesn't take.
        case badArgument(EvaluationError, for: String, of: String)
        /// What a function or context says.
        case failed(String)
    }
}

extension CompileError: CustomStringConvertible {
    /// What is wrong, and what would be right. Names that may have been meant are in the problem.
    public var description: String {
        switch problem {
        case .unknownFunction(let name, _): "there is no function \(name) here"
        case .unknownEnumeration(let name, _): "\(name) stands for nothing here"
        case .unknownParameter(let name, let function, _): "\(function) has no parameter \(name)"
        case .unknownField(let name, let owner, _): "\(owner) has no field \(name)"
        case .notIndexable(let field): "\(field) has no elements that a key could choose"
        case .readOnly(let path): "\(path) can't be changed"
        case .wrongArgumentCount(let function, let expected, let received):
            "\(function) takes \(expected) \(expected == 1 ? "argument" : "arguments"), not \(received)"
        case .positionalAfterNamed: "an argument without a name behind one with"
        case .repeatedArgument(let name): "there is an argument for \(name) already"
        case .expected(let what, let parameter, let function): "\(parameter) of \(function) must be \(what)"
        case .badArgument(let error, let parameter, let function): "\(parameter) of \(function): \(error)"
        case .failed(let reason): reason
        }
    }

    /// The names of which the wrong one may be a misspelling.
    public var candidates: [String] {
        switch problem {
        case .unknownFunction(_, let known), .unknownEnumeration(_, let known), .unknownParameter(_, _, let known),
            .unknownField(_, _, let known):
            known
        default: []
        }
    }
}
