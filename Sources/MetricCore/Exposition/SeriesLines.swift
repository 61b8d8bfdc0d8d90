/// The lines of one series, written one after the other.
struct SeriesLines {
    private let name: String
    /// Up to where one more label follows.
    private let labels: [UInt8]
    private let milliseconds: Int64?
    private let content: Content
    private var next = 0
    private let count: Int

    private enum Content {
        case number(Double)
        case histogram(ClassicBuckets, sum: Double, count: UInt64)
        case summary(SummaryState)
    }

    init(_ series: PageSeries, name: String, showsTime: Bool) {
        self.name = name
        labels = series.labels
        // A target_info has no time.
        let isShown = showsTime && series.resource == nil
        milliseconds = isShown ? Int64(truncatingIfNeeded: series.cell.time / 1_000_000) : nil
        switch series.cell.state {
        case .number(let number):
            content = .number(number.value.asDouble)
            count = 1
        case .histogram(let histogram):
            let buckets = ClassicBuckets(histogram)
            content = .histogram(buckets, sum: histogram.sum, count: histogram.count)
            count = buckets.buckets.count + 3
        case .exponentialHistogram(let histogram):
            let buckets = ClassicBuckets(histogram.buckets)
            content = .histogram(buckets, sum: histogram.sum, count: histogram.count)
            count = buckets.buckets.count + 3
        case .summary(let summary):
            content = .summary(summary)
            count = summary.quantiles.count + 2
        }
    }

    /// Whether all lines have been written.
    var isFinished: Bool { next == count }

    /// Appends the next line. False if there is none.
    mutating func write(to buffer: inout TextBuffer) -> Bool {
        guard next < count else { return false }
        switch content {
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
