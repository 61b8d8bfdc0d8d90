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
