/// A pattern in which `*` stands for any run of characters and `?` for one.
public struct Glob: Sendable {
    private let pattern: [Character]

    /// Makes a pattern; every text is one.
    public init(_ pattern: String) {
        self.pattern = Array(pattern)
    }

    /// Whether the whole text is such a one.
    public func matches(_ text: String) -> Bool {
        let text = Array(text)
        var position = 0
        var index = 0
        // Where the last star stood, and how much of the text it has taken; a mismatch goes back and lets it take more.
        var star: (index: Int, position: Int)?
        while position < text.count {
            if index < pattern.count, pattern[index] == "*" {
                star = (index, position)
                index += 1
            } else if index < pattern.count, pattern[index] == "?" || pattern[index] == text[position] {
                index += 1
                position += 1
            } else if let last = star {
                star = (last.index, last.position + 1)
                index = last.index + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pattern[index...].allSatisfy { $0 == "*" }
    }
}
