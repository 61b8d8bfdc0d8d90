/// The lines of one series, written one after the other.
struct SeriesLines {
    private let starts: LineStarts
    private let labels: LabelText
    private let content: SeriesContent
    /// In milliseconds since 1970; nil if lines carry no time.
    private let time: Int64?
    private let isOpenMetrics: Bool
    private let exemplars: LineExemplars
    /// Whether a histogram's sum and count are shown.
    private let showsSum: Bool
    private let showsCreated: Bool
    private let lineCount: Int
    private var next = 0

    init(
        _ choice: SeriesSelection.Choice, _ content: SeriesContent, _ starts: LineStarts, as format: PageFormat,
        isUnknown: Bool, _ options: LineOptions
    ) {
        self.starts = starts
        labels = choice.labels
        self.content = content
        isOpenMetrics = format.isOpenMetrics
        // A target_info has no time.
        time = options.showsTimes && !choice.series.isTarget ? content.milliseconds : nil
        let showsExemplars = isOpenMetrics && !isUnknown && !content.exemplars.isEmpty
        exemplars = showsExemplars ? LineExemplars(content, format.escaping, options) : LineExemplars()
        showsCreated = isOpenMetrics && !isUnknown && !options.isTerse && content.created != nil
        showsSum = !isOpenMetrics || options.isTerse || !content.isSigned
        lineCount = content.detailCount + content.tailCount(showsSum: showsSum) + (showsCreated ? 1 : 0)
    }

    /// Whether all lines have been written.
    var isFinished: Bool { next == lineCount }

    /// Appends the next line. False if there is none.
    mutating func write(to buffer: inout TextBuffer) -> Bool {
        guard !isFinished else { return false }
        if next < content.detailCount {
            append(detail: next, to: &buffer)
        } else {
            append(tail: next - content.detailCount, to: &buffer)
        }
        if let time { append(time: time, to: &buffer) }
        if next < exemplars.count { exemplars.append(next, to: &buffer) }
        buffer.append(byte: UInt8(ascii: "\n"))
        next += 1
        return true
    }

    /// The line of a bucket or a quantile.
    private func append(detail index: Int, to buffer: inout TextBuffer) {
        switch content.lines {
        case .none, .number: break
        case .histogram(let histogram):
            let bucket = histogram.bucket(index)
            append(starts.bucket, "le", bucket.upperBound, to: &buffer)
            append(count: bucket.cumulativeCount, to: &buffer)
        case .summary(let summary):
            let quantile = summary.quantiles[index]
            append(starts.value, "quantile", quantile.quantile, to: &buffer)
            append(quantile.value, to: &buffer)
        }
    }

    /// A line behind those.
    private func append(tail index: Int, to buffer: inout TextBuffer) {
        switch (content.lines, index) {
        case (.number(let value), 0):
            append(starts.value, to: &buffer)
            append(value, to: &buffer)
        case (.histogram(let histogram), 0) where showsSum: append(sum: histogram.sum, to: &buffer)
        case (.histogram(let histogram), 1): append(count: histogram.count, at: starts.count, to: &buffer)
        case (.summary(let summary), 0): append(sum: summary.sum, to: &buffer)
        case (.summary(let summary), 1): append(count: summary.count, at: starts.count, to: &buffer)
        default:
            append(starts.created, to: &buffer)
            append(Double((content.created ?? 0) / 1_000_000) / 1000, to: &buffer)
        }
    }

    private func append(sum: Double, to buffer: inout TextBuffer) {
        append(starts.sum, to: &buffer)
        append(sum, to: &buffer)
    }

    private func append(count: UInt64, at start: LineStart, to buffer: inout TextBuffer) {
        append(start, to: &buffer)
        append(count: count, to: &buffer)
    }

    private func append(_ start: LineStart, to buffer: inout TextBuffer) {
        buffer.append(start, labels)
    }

    /// The beginning of a line with one more label, whose value is a number.
    private func append(_ start: LineStart, _ label: String, _ bound: Double, to buffer: inout TextBuffer) {
        buffer.append(start.text)
        buffer.append(labels.bytes)
        buffer.append(label)
        buffer.append("=\"")
        append(bound, to: &buffer)
        buffer.append("\"} ")
    }

    private func append(_ value: Double, to buffer: inout TextBuffer) {
        buffer.append(value, as: isOpenMetrics ? .openMetrics : .prometheus)
    }

    private func append(count: UInt64, to buffer: inout TextBuffer) {
        if isOpenMetrics { buffer.append(count) } else { buffer.append(Double(count), as: .prometheus) }
    }

    private func append(time: Int64, to buffer: inout TextBuffer) {
        buffer.append(byte: UInt8(ascii: " "))
        if isOpenMetrics {
            buffer.append(Double(time) / 1000, as: .openMetrics)
        } else {
            buffer.append(time)
        }
    }
}
