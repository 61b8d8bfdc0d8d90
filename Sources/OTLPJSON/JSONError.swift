/// Why a text can't be read as a request in OTLP's JSON form.
public struct JSONError: Error, Equatable {
    /// What is wrong.
    public let fault: JSONFault
    /// How many bytes had been read by then.
    public let offset: Int

    init(_ fault: JSONFault, at offset: Int) {
        self.fault = fault
        self.offset = offset
    }
}

/// What can be wrong with a request in OTLP's JSON form.
public enum JSONFault: Error, Equatable {
    /// It isn't JSON; in yajl's words.
    case syntax(String)
    /// It is JSON, but not an object.
    case noObject
    /// A field has a value that it can't have: of another type, say, or out of range.
    case invalidValue(field: String, expected: String)
    /// Objects and arrays are nested deeper than ``JSONTranscoder/nestingLimit``.
    case nestedTooDeep
    /// The message that the text makes has more bytes than are allowed.
    case tooLarge
}

extension JSONError: CustomStringConvertible {
    /// The error as a sentence for the sender.
    public var description: String { "\(fault) at byte \(offset)" }
}

extension JSONFault: CustomStringConvertible {
    /// The fault without its place.
    public var description: String {
        switch self {
        case .syntax(let reason): reason
        case .noObject: "a request must be an object"
        case .invalidValue(let field, let expected): "\(field) must be \(expected)"
        case .nestedTooDeep: "objects and arrays are nested more than \(JSONTranscoder.nestingLimit) levels deep"
        case .tooLarge: "the request is too large as protobuf"
        }
    }
}
