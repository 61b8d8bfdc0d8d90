/// What the lines of a family begin with, up to their labels: `name{`, or `{"name",` for a name that needs quotes.
///
/// An object, so that what writes a series has it for one word.
final class LineStarts: Sendable {
    let value: LineStart
    let bucket: LineStart
    let sum: LineStart
    let count: LineStart
    let created: LineStart

    init(_ names: LineNames) {
        value = LineStart(names.value)
        bucket = LineStart(names.bucket)
        sum = LineStart(names.sum)
        count = LineStart(names.count)
        created = LineStart(names.created)
    }
}

/// What a line begins with.
struct LineStart: Sendable {
    /// Up to where labels follow.
    let text: String
    /// All there is before the value if no labels follow.
    let whole: String

    init(_ name: String) {
        if name.isPlainName(of: .metric) {
            text = name + "{"
            whole = name
        } else {
            var buffer = TextBuffer()
            buffer.append("{")
            buffer.append(quoted: name)
            whole = buffer.text + "}"
            text = buffer.text + ","
        }
    }
}

extension TextBuffer {
    /// Appends a line up to its value.
    mutating func append(_ start: LineStart, _ labels: LabelText) {
        if labels.bytes.isEmpty {
            append(start.whole)
        } else {
            append(start.text)
            // A closing brace takes the place of the comma at the end.
            // Safe: the bytes of an array are lent for the call.
            unsafe append(labels.bytes.span.bytes.extracting(droppingLast: 1))
            append(byte: UInt8(ascii: "}"))
        }
        append(byte: UInt8(ascii: " "))
    }
}
