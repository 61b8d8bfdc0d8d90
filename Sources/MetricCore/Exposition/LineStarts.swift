/// What the lines of a family begin with, up to their labels: `name{`, or `{"name",` for a name that needs quotes.
struct LineStarts {
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
struct LineStart {
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
