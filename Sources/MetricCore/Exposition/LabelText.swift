/// The labels of a series as they are written: `dag_id="x",job="y",`.
///
/// A name that a reader of the text format 0.0.4 wouldn't know is in quotes, as it is for those who do. Values have a
/// backslash before backslashes and quotes, and an `n` with one for each new line.
public struct LabelText: Equatable, Sendable {
    /// The text; a comma ends it if there is a label.
    public let bytes: [UInt8]
    /// Whether a name is in quotes.
    let hasQuotedNames: Bool
    /// Whether there is a backslash in it.
    let hasEscapes: Bool
    /// How many labels there are.
    let count: UInt16

    /// Makes the text of labels in their order.
    init(_ labels: some Sequence<(name: String, value: String)>) {
        var buffer = TextBuffer()
        var hasQuotedNames = false
        var count: UInt16 = 0
        for label in labels {
            count &+= 1
            if label.name.isPlainName(of: .label) {
                buffer.append(label.name)
            } else {
                hasQuotedNames = true
                buffer.append(quoted: label.name)
            }
            buffer.append("=")
            buffer.append(quoted: label.value)
            buffer.append(",")
        }
        bytes = buffer.bytes
        hasEscapes = bytes.contains(UInt8(ascii: "\\"))
        self.hasQuotedNames = hasQuotedNames
        self.count = count
    }

    /// The labels with their names as a scheme shows them. Names that become one name are one label, whose value has
    /// those of all, joined by `;`: a name that came twice would cost the whole page.
    public func escaped(by scheme: EscapingScheme) -> LabelText {
        guard hasQuotedNames, scheme != .none else { return self }
        var labels: [(name: String, value: String)] = []
        for label in LabelReader(self) {
            let name = label.name.escaped(by: scheme, as: .label)
            if let same = labels.firstIndex(where: { $0.name == name }) {
                labels[same].value += ";" + label.value
            } else {
                labels.append((name, label.value))
            }
        }
        return LabelText(labels)
    }
}

extension TextBuffer {
    /// Appends a label's value, or the name of a metric or label that needs them, in its quotes.
    mutating func append(quoted text: String) {
        append(byte: UInt8(ascii: "\""))
        append(labelValue: text)
        append(byte: UInt8(ascii: "\""))
    }
}

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

/// Compares labels by the page's order: fewer first, then by their values in the order of the names, then by the names.
enum LabelOrder {
    static func compare(_ left: LabelText, _ right: LabelText) -> Int {
        if left == right { return 0 }
        var leftLabels = LabelReader(left)
        var rightLabels = LabelReader(right)
        var order = 0
        while true {
            switch (leftLabels.nextRanges(), rightLabels.nextRanges()) {
            case (nil, nil):
                if order != 0 { return order }
                return left.bytes.lexicographicallyPrecedes(right.bytes) ? -1 : 1
            case (nil, _): return -1
            case (_, nil): return 1
            case (let leftLabel?, let rightLabel?) where order == 0:
                // The order of the values counts only if there are equally many, which isn't known yet.
                let leftValue = left.bytes[leftLabel.value]
                let rightValue = right.bytes[rightLabel.value]
                if leftValue.lexicographicallyPrecedes(rightValue) {
                    order = -1
                } else if rightValue.lexicographicallyPrecedes(leftValue) {
                    order = 1
                }
            default: break
            }
        }
    }
}
