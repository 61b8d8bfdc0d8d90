/// Names and passwords as Apache's htpasswd writes them: `name:password` on each line.
struct PasswordFile: Equatable, Sendable {
    /// A line that can't be used.
    struct Fault: Error, Equatable {
        /// The line, from 1.
        let line: Int
        let message: String
    }

    private(set) var passwords: [[UInt8]: StoredPassword] = [:]

    /// Reads lines; those that are empty or begin with `#` say nothing. Of two lines for one name the last counts.
    init(_ text: String) throws(Fault) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            guard !line.allSatisfy(\.isWhitespace), !line.hasPrefix("#") else { continue }
            guard let colon = line.firstIndex(of: ":") else {
                throw Fault(line: index + 1, message: "a line is name:password")
            }
            do {
                passwords[Array(line[..<colon].utf8)] = try StoredPassword(String(line[line.index(after: colon)...]))
            } catch {
                throw Fault(line: index + 1, message: error.message)
            }
        }
    }

    /// Takes another file's lines; they count where both have a name.
    mutating func add(_ other: PasswordFile) {
        passwords.merge(other.passwords) { _, last in last }
    }
}
