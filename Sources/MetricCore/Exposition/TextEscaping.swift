/// What the Prometheus text format 0.0.4 asks of text: a backslash before backslashes, before the quotes of a label's
/// value, and an `n` with one for each new line.
extension TextBuffer {
    /// Appends a metric's description as its HELP line shows it.
    public mutating func append(help text: String) {
        append(text, escapesQuotes: false)
    }

    /// Appends a label's value as it stands between its quotes.
    public mutating func append(labelValue text: String) {
        append(text, escapesQuotes: true)
    }

    private mutating func append(_ text: String, escapesQuotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\"") where escapesQuotes: append("\\\"")
            default: append(byte: byte)
            }
        }
    }
}
