/// The name of a component in a configuration: its type, and a name behind a slash if there are several of it.
public struct ComponentID: Hashable, Sendable {
    /// The type as written, which may be an old name of it.
    public let type: String
    /// What stands behind the slash, or the empty text.
    public let name: String

    /// Makes an id of parts that are known to be valid.
    public init(type: String, name: String = "") {
        self.type = type
        self.name = name
    }

    /// Why a text is no id.
    public enum Fault: Error, Equatable, Sendable {
        /// Nothing stands before the slash, or at all.
        case emptyType
        /// Nothing stands behind the slash.
        case emptyName
        /// The type isn't a letter with up to 62 letters, digits and underscores behind it.
        case badType(String)
        /// The name has white space, control characters or symbols in it, or more than 1,024 characters.
        case badName(String)
    }

    /// Reads `type[/name]`; spaces around both parts don't count.
    public init(parsing text: String) throws(Fault) {
        let slash = text.firstIndex(of: "/")
        let type = trimmed(text[..<(slash ?? text.endIndex)])
        guard !type.isEmpty else { throw .emptyType }
        guard Self.isType(type) else { throw .badType(type) }
        guard let slash else {
            self.init(type: type)
            return
        }
        let name = trimmed(text[text.index(after: slash)...])
        guard !name.isEmpty else { throw .emptyName }
        guard name.unicodeScalars.count <= 1024, name.unicodeScalars.allSatisfy(Self.mayBeInName) else {
            throw .badName(name)
        }
        self.init(type: type, name: name)
    }

    private static func isType(_ text: String) -> Bool {
        text.utf8.count <= 63 && text.utf8.first.map(isLetter) == true
            && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// Anything but Unicode's separators, its symbols and its "other" characters.
    private static func mayBeInName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .mathSymbol, .currencySymbol, .modifierSymbol,
            .otherSymbol, .control, .format, .surrogate, .privateUse:
            false
        default:
            true
        }
    }
}

extension ComponentID: CustomStringConvertible {
    /// The id as it is written in a configuration.
    public var description: String { name.isEmpty ? type : "\(type)/\(name)" }
}

extension ComponentID.Fault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .emptyType: "the type is missing; an id is type or type/name"
        case .emptyName: "nothing stands behind the slash; an id is type or type/name"
        case .badType(let type):
            "\(quoted(type)) can't be a type, which is a letter followed by letters, digits and underscores"
        case .badName(let name):
            "\(quoted(name)) can't be a name, which has no spaces, control characters or symbols"
        }
    }
}
