import Patterns

/// A pattern of `*`, `?`, `[a-z]`, `[!a-z]` and `{a,b}`, which a whole text must match.
struct GlobPattern: Sendable {
    private let pattern: Pattern

    init(_ text: String) throws(EvaluationError) {
        var translation = Translation(rest: Array(text.unicodeScalars)[...])
        guard translation.translate() else { throw .failed("\"\(text)\" is no pattern: something isn't closed") }
        pattern = try Pattern(compiling: "(?s)\\A(?:\(translation.result))\\z")
    }

    func matches(_ text: String) -> Bool { pattern.matches(text) }

    /// The regular expression while the glob is read.
    private struct Translation {
        var rest: ArraySlice<Unicode.Scalar>
        var result = ""
        private var depth = 0

        init(rest: ArraySlice<Unicode.Scalar>) {
            self.rest = rest
        }

        /// Reads all of the glob; false if something isn't closed.
        mutating func translate() -> Bool {
            while let scalar = rest.popFirst() {
                switch scalar {
                case "*": result += ".*"
                case "?": result += "."
                case "[": guard takeClass() else { return false }
                case "{":
                    depth += 1
                    result += "(?:"
                case "," where depth > 0: result += "|"
                case "}" where depth > 0:
                    depth -= 1
                    result += ")"
                case "\\":
                    guard let escaped = rest.popFirst() else { return false }
                    append(literal: escaped)
                default: append(literal: scalar)
                }
            }
            return depth == 0
        }

        private mutating func takeClass() -> Bool {
            result += "["
            if rest.first == "!" {
                rest.removeFirst()
                result += "^"
            }
            var isEmpty = true
            while let scalar = rest.popFirst() {
                if scalar == "]", !isEmpty {
                    result += "]"
                    return true
                }
                isEmpty = false
                if scalar == "-", rest.first != "]" { result += "-" } else { append(literal: scalar) }
            }
            return false
        }

        private mutating func append(literal scalar: Unicode.Scalar) {
            if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar), scalar.value > 0x20 {
                result += "\\"
            }
            result.unicodeScalars.append(scalar)
        }
    }
}
