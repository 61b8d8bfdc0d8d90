/// One of the things that a field such as Accept or Accept-Encoding lists: `text/plain; version=0.0.4; q=0.5`.
public struct AcceptClause: Sendable {
    /// What is accepted, in lower case; `*` for anything.
    public let name: String
    /// What is said of it beside its weight, by names in lower case.
    public let parameters: [String: String]
    /// How welcome it is: 1 if nothing is said, and 0 if that isn't a number.
    public let weight: Double

    /// The clauses of a field, the most welcome ones first, and those that are so equally in their order.
    public static func clauses(of field: String) -> [AcceptClause] {
        field.split(separator: ",").map(AcceptClause.init).sorted { $0.weight > $1.weight }
    }

    private init(_ text: Substring) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        name = parts.first.map(withoutBlanks)?.lowercased() ?? ""
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            guard let sign = part.firstIndex(of: "=") else { continue }
            let value = withoutBlanks(part[part.index(after: sign)...])
            parameters[withoutBlanks(part[..<sign]).lowercased()] = String(value)
        }
        let weight = parameters.removeValue(forKey: "q").map { Double($0) ?? 0 } ?? 1
        self.weight = weight > 0 ? weight : 0
        self.parameters = parameters
    }
}

private func withoutBlanks(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
}
