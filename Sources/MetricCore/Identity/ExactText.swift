// Go, and who wrote a key or a name, tell texts apart by their bytes. Swift's own `==` and `<` take different bytes for
// equal where Unicode does: an é that is one character, and one that is an e with an accent behind it.
//
// What is unsafe here is safe: the spans are read within the expression only, and each byte of a text is one.

/// A text that is equal to those with the same bytes only: for keys and names in sets and dictionaries.
public struct ExactText: Hashable, Sendable {
    /// The text.
    public let text: String

    /// Makes one of a text.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether both have the same bytes.
    public static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    /// Hashes the bytes: by Swift's own hash, spellings of one text would collide.
    public func hash(into hasher: inout Hasher) {
        unsafe text.utf8.span.bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hasher.combine(text.utf8.count)
    }
}

extension String {
    /// Whether the texts are the same byte by byte.
    public func hasSameBytes(as other: String) -> Bool {
        unsafe utf8.span.bytes.isEqual(to: other.utf8.span.bytes)
    }

    /// Whether the text comes before the other, byte by byte.
    public func precedes(_ other: String) -> Bool {
        unsafe utf8.span.bytes.precedes(other.utf8.span.bytes)
    }
}
