/// Walks over labels.
struct LabelReader: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ text: LabelText) {
        bytes = text.bytes
    }

    /// The next label.
    mutating func next() -> (name: String, value: String)? {
        guard let label = nextRanges() else { return nil }
        return (text(in: label.name), text(in: label.value))
    }

    /// Where the next label's name and value are, without their quotes and still escaped.
    mutating func nextRanges() -> (name: Range<Int>, value: Range<Int>)? {
        guard offset < bytes.count else { return nil }
        let name = readName()
        offset += 1
        let value = readQuoted()
        offset += 1
        return (name, value)
    }

    /// The text in a range, with nothing escaped.
    func text(in range: Range<Int>) -> String {
        let escaped = bytes[range]
        guard escaped.contains(UInt8(ascii: "\\")) else { return String(decoding: escaped, as: UTF8.self) }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in escaped {
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            }
            plain.append(isEscaped && byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
            isEscaped = false
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private mutating func readName() -> Range<Int> {
        guard bytes[offset] != UInt8(ascii: "\"") else { return readQuoted() }
        let start = offset
        while bytes[offset] != UInt8(ascii: "=") { offset += 1 }
        return start..<offset
    }

    private mutating func readQuoted() -> Range<Int> {
        let start = offset + 1
        offset = start
        while bytes[offset] != UInt8(ascii: "\"") { offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1 }
        defer { offset += 1 }
        return start..<offset
    }
}
