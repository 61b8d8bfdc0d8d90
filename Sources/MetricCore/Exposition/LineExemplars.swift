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

extension ClassicBuckets {
    /// The index of the first bucket whose bound isn't below a value; the one up to `+Inf` is behind the others.
    func index(of value: Double) -> Int {
        buckets.firstIndex { $0.upperBound >= value } ?? buckets.count
    }
}
