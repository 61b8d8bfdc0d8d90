/// The lines of one series, written one after the other.
struct SeriesLines {
    private let name: String
    /// Up to where one more label follows.
    private let labels: [UInt8]
    private let milliseconds: Int64?
    private let content: SeriesContent
    private var next = 0
    private let count: Int

    /// Begins with a series and its cell; one that is new to the reader is shown as it was before.
    init(_ series: PageSeries, _ cell: Cell, name: String, isNew: Bool, _ snapshot: PageSnapshot) {
        self.name = name
        labels = series.labels
        content = SeriesContent(cell, isNew: isNew, snapshot)
        // A target_info has no time.
        let isTimed = snapshot.options.showsTimes && !series.isTarget
        let time = Int64(truncatingIfNeeded: cell.shownTime / 1_000_000)
        // Two values at one time would be refused.
        milliseconds = isTimed ? content.isBefore ? time - 1 : time : nil
        count = content.lineCount
    }

    /// Whether all lines have been written.
    var isFinished: Bool { next == count }

    /// Appends the next line. False if there is none.
    mutating func write(to buffer: inout TextBuffer) -> Bool {
        guard next < count else { return false }
        switch content.lines {
        case .none: break
        case .number(let value): append(value, to: &buffer)
        case .histogram(let classic, let sum, let total):
            switch next - classic.buckets.count {
            case ..<0:
                let bucket = classic.buckets[next]
                append(Double(bucket.cumulativeCount), suffix: "_bucket", "le", bucket.upperBound, to: &buffer)
            case 0:
                append(Double(classic.infiniteCount ?? total), suffix: "_bucket", "le", .infinity, to: &buffer)
            case 1: append(sum, suffix: "_sum", to: &buffer)
            default: append(Double(total), suffix: "_count", to: &buffer)
            }
        case .summary(let summary):
            switch next - summary.quantiles.count {
            case ..<0:
                let quantile = summary.quantiles[next]
                append(quantile.value, suffix: "", "quantile", quantile.quantile, to: &buffer)
            case 0: append(summary.sum, suffix: "_sum", to: &buffer)
            default: append(Double(summary.count), suffix: "_count", to: &buffer)
            }
        }
        next += 1
        return true
    }

    private func append(_ value: Double, suffix: String = "", to buffer: inout TextBuffer) {
        buffer.append(name)
        buffer.append(suffix)
        if labels.count > 1 {
            // A closing brace takes the place of the comma at the end.
            // Safe: the bytes of an array are lent for the call.
            unsafe buffer.append(labels.span.bytes.extracting(droppingLast: 1))
            buffer.append(byte: UInt8(ascii: "}"))
        }
        end(value, &buffer)
    }

    /// A line with one more label, whose value is a number.
    private func append(
        _ value: Double, suffix: String, _ label: String, _ bound: Double, to buffer: inout TextBuffer
    ) {
        buffer.append(name)
        buffer.append(suffix)
        buffer.append(labels)
        buffer.append(label)
        buffer.append("=\"")
        buffer.append(bound, as: .prometheus)
        buffer.append("\"}")
        end(value, &buffer)
    }

    private func end(_ value: Double, _ buffer: inout TextBuffer) {
        buffer.append(byte: UInt8(ascii: " "))
        buffer.append(value, as: .prometheus)
        if let milliseconds {
            buffer.append(byte: UInt8(ascii: " "))
            buffer.append(milliseconds)
        }
        buffer.append(byte: UInt8(ascii: "\n"))
    }
}
