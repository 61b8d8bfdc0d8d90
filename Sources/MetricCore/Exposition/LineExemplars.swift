/// The exemplars of a series as its lines show them in OpenMetrics: ` # {trace_id="..."} 2.5 1.76e+09`.
struct LineExemplars {
    /// By line; nothing for lines without one.
    private var texts: [[UInt8]] = []

    /// No exemplars.
    init() {}

    /// Finds a line for each exemplar: the bucket that its value is in, or the one line of a counter. Of several for a
    /// line the last counts.
    init(_ content: SeriesContent, _ escaping: EscapingScheme, _ options: LineOptions) {
        let exemplars = content.exemplars.decoded.map { ShownExemplar($0, escaping, options) }
        texts = [[UInt8]](repeating: [], count: max(content.detailCount, 1))
        for exemplar in exemplars where !exemplar.labels.isEmpty {
            let line: Int
            switch content.lines {
            case .none, .summary: continue
            case .number: line = 0
            // otelcol has no lines to show them on.
            case .histogram(let histogram) where options.isTerse && histogram.exponential != nil: continue
            case .histogram(let histogram): line = histogram.classic.index(of: exemplar.value)
            }
            texts[line] = exemplar.text(options)
        }
    }

    /// How many lines may have one.
    var count: Int { texts.count }

    /// Appends that of a line, if there is one.
    func append(_ line: Int, to buffer: inout TextBuffer) {
        buffer.append(texts[line])
    }
}

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
            guard let name = try? LabelName(attributeKey: attribute.key, strategy: options.strategy) else { continue }
            add(name.text.escaped(by: escaping, as: .label), attribute.value.text)
        }
        self.labels = labels
    }

    fileprivate func text(_ options: LineOptions) -> [UInt8] {
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

extension ClassicBuckets {
    /// The index of the first bucket whose bound isn't below a value; the one up to `+Inf` is behind the others.
    func index(of value: Double) -> Int {
        buckets.firstIndex { $0.upperBound >= value } ?? buckets.count
    }
}
