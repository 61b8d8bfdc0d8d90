/// An exemplar with its labels.
struct ShownExemplar {
    /// Those that name the span come first; names are escaped as the reader asks.
    let labels: [(name: String, value: String)]
    let value: Double
    /// In nanoseconds since 1970; 0 when unknown.
    let time: UInt64

    /// How many characters the names and values of an exemplar may have together: OpenMetrics' limit.
    private static let characterLimit = 128

    /// Takes as many of the attributes as there is room for.
    init(_ exemplar: Exemplar, _ escaping: EscapingScheme, _ options: LineOptions) {
        value = exemplar.value.asDouble
        time = exemplar.time
        var labels: [(name: String, value: String)] = []
        var room = Self.characterLimit
        func add(_ name: String, _ value: String) {
            let size = name.unicodeScalars.count + value.unicodeScalars.count
            guard !value.isEmpty, size <= room, !labels.contains(where: { $0.name == name }) else { return }
            room -= size
            labels.append((name, value))
        }
        add("trace_id", exemplar.traceText)
        add("span_id", exemplar.spanText)
        for attribute in options.isTerse ? [] : exemplar.filteredAttributes {
            guard let name = try? LabelName(attributeKey: attribute.key, rule: options.labelRule) else { continue }
            add(name.text.escaped(by: escaping, as: .label), attribute.value.text)
        }
        self.labels = labels
    }

    /// As it stands behind a line of OpenMetrics.
    func text(_ options: LineOptions) -> [UInt8] {
        var buffer = TextBuffer()
        buffer.append(" # {")
        let labels = LabelText(labels)
        // Safe: the bytes of an array are lent for the call.
        unsafe buffer.append(labels.bytes.span.bytes.extracting(droppingLast: 1))
        buffer.append("} ")
        buffer.append(value, as: .openMetrics)
        // otelcol shows an unknown time as that of 1970.
        if time > 0 || options.isTerse {
            buffer.append(" ")
            buffer.append(Double(time / 1_000_000) / 1000, as: .openMetrics)
        }
        return buffer.bytes
    }
}
