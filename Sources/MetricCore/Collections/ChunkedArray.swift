/// A growing list whose snapshot costs next to nothing: it is kept in chunks, and a chunk that is written while
/// somebody still holds a snapshot is copied once, then and there.
struct ChunkedArray<Element> {
    private static var chunkSize: Int { 1 << chunkBits }
    private static var chunkBits: Int { 9 }
    private static var chunkMask: Int { chunkSize - 1 }

    private var chunks: [ContiguousArray<Element>] = []
    private(set) var count = 0

    subscript(index: Int) -> Element {
        // Elements are lent, not copied: a series holds several lists.
        _read { yield chunks[index >> Self.chunkBits][index & Self.chunkMask] }
        _modify { yield &chunks[index >> Self.chunkBits][index & Self.chunkMask] }
    }

    mutating func append(_ element: Element) {
        if count % Self.chunkSize == 0 {
            chunks.append([])
            // The first chunk grows as it must, so that a small list stays small.
            if chunks.count > 1 { chunks[chunks.count - 1].reserveCapacity(Self.chunkSize) }
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    /// Takes the last elements away and gives back the chunks that are empty then.
    mutating func removeLast(_ removed: Int) {
        count -= removed
        chunks.removeLast(chunks.count - (count + Self.chunkSize - 1) / Self.chunkSize)
        guard let last = chunks.indices.last else { return }
        chunks[last].removeLast(chunks[last].count - (count - last * Self.chunkSize))
    }

    var indices: Range<Int> { 0..<count }
}

extension ChunkedArray: Sendable where Element: Sendable {}
