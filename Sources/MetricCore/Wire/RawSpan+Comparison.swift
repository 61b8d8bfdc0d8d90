extension RawSpan {
    /// Whether both have the same bytes.
    func isEqual(to other: RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        let words = byteCount & ~7
        for offset in stride(from: 0, to: words, by: 8)
        where littleEndian64(at: offset) != other.littleEndian64(at: offset) {
            return false
        }
        return (words..<byteCount).allSatisfy { byte(at: $0) == other.byte(at: $0) }
    }

    /// Whether the bytes come before the others: at the first difference the lesser one does, and nothing before more.
    func precedes(_ other: RawSpan) -> Bool {
        for offset in 0..<min(byteCount, other.byteCount) where byte(at: offset) != other.byte(at: offset) {
            return byte(at: offset) < other.byte(at: offset)
        }
        return byteCount < other.byteCount
    }
}
