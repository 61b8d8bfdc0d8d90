internal import Configuration

/// What is wrong with a statement, shown below it with a mark where it is.
struct StatementFault: Error {
    /// What is wrong, in one line.
    let reason: String
    /// Where, in bytes of the statement's UTF-8.
    let offset: Int

    init(_ error: SyntaxError) {
        reason = "\(error)"
        offset = error.offset
    }

    init(_ error: CompileError) {
        var reason = "\(error)"
        if case .unknownField(let name, _, let known) = error.problem, !known.isEmpty {
            reason += Self.suggestion(for: name, among: known)
        } else if let name = error.unknownName {
            reason += Self.suggestion(for: name, among: error.candidates)
        }
        self.reason = reason
        offset = error.range.lowerBound
    }

    private static func suggestion(for name: String, among known: [String]) -> String {
        nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
    }

    /// The fault with the line of the statement that it is in, and a mark below.
    func description(in statement: String) -> String {
        let bytes = Array(statement.utf8)
        let position = min(offset, bytes.count)
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<position].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[position...].firstIndex(of: newline) ?? bytes.count
        // Long lines are shown from somewhat before the place.
        let before = String(decoding: bytes[start..<position], as: UTF8.self).suffix(70)
        let after = String(decoding: bytes[position..<end], as: UTF8.self).prefix(70)
        let mark = String(repeating: " ", count: before.unicodeScalars.count) + "^"
        return "\(reason)\n    \(before)\(after)\n    \(mark)"
    }
}

extension CompileError {
    /// The name that isn't known, if it is about one.
    fileprivate var unknownName: String? {
        switch problem {
        case .unknownFunction(let name, _), .unknownEnumeration(let name, _), .unknownParameter(let name, _, _): name
        default: nil
        }
    }
}
