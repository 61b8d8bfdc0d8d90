/// Writes a page in the text format 0.0.4, piece by piece.
public struct PageText {
    private let snapshot: PageSnapshot
    private let families: [Family]
    private var family = 0
    private var member = 0
    /// The labels written last in this family, of which there can be only one.
    private var lastLabels: [UInt8]?

    /// Starts to write a snapshot that has been sorted.
    public init(_ snapshot: PageSnapshot) {
        self.snapshot = snapshot
        families = snapshot.familiesToShow()
    }

    /// Appends the next series until the buffer has `size` bytes or a series more. Tells whether anything is left.
    public mutating func write(to buffer: inout TextBuffer, size: Int) -> Bool {
        while family < families.count {
            let current = families[family]
            while member < current.sorted.count {
                if buffer.count >= size { return true }
                if member == 0 { buffer.append(headOf: current) }
                if let series = current.sorted[member].series(in: snapshot.series) {
                    write(series, in: current, to: &buffer)
                }
                member += 1
            }
            family += 1
            member = 0
            lastLabels = nil
        }
        return false
    }

    private mutating func write(_ series: PageSeries, in family: Family, to buffer: inout TextBuffer) {
        guard series.type == family.type, series.labels != lastLabels else { return }
        lastLabels = series.labels
        let showsTime = snapshot.options.showsTimes && series.resource == nil
        let line = SampleLine(
            name: family.name, labels: series.labels,
            milliseconds: showsTime ? Int64(truncatingIfNeeded: series.cell.time / 1_000_000) : nil)
        switch series.cell.state {
        case .number(let number): buffer.append(line, number.value.asDouble)
        case .histogram(let histogram):
            buffer.append(line, ClassicBuckets(histogram), sum: histogram.sum, count: histogram.count)
        case .exponentialHistogram(let histogram):
            buffer.append(line, ClassicBuckets(histogram.buckets), sum: histogram.sum, count: histogram.count)
        case .summary(let summary): buffer.append(line, summary)
        }
    }
}

/// What the lines of one series have in common.
private struct SampleLine {
    let name: String
    /// Up to where one more label follows.
    let labels: [UInt8]
    let milliseconds: Int64?
}

extension TextBuffer {
    fileprivate mutating func append(headOf family: Family) {
        append("# HELP ")
        append(family.name)
        append(byte: UInt8(ascii: " "))
        append(help: family.help)
        append("\n# TYPE ")
        append(family.name)
        append(byte: UInt8(ascii: " "))
        append(family.type.rawValue)
        append(byte: UInt8(ascii: "\n"))
    }

    fileprivate mutating func append(_ line: SampleLine, suffix: String = "", _ value: Double) {
        append(line.name)
        append(suffix)
        if line.labels.count > 1 {
            // A closing brace takes the place of the comma at the end.
            // Safe: the bytes of an array are lent for the call.
            unsafe append(line.labels.span.bytes.extracting(droppingLast: 1))
            append(byte: UInt8(ascii: "}"))
        }
        appendValue(value, line.milliseconds)
    }

    /// A line with one more label, whose value is a number.
    fileprivate mutating func append(
        _ line: SampleLine, suffix: String = "", _ label: String, _ bound: Double, _ value: Double
    ) {
        append(line.name)
        append(suffix)
        append(line.labels)
        append(label)
        append("=\"")
        append(bound, as: .prometheus)
        append("\"}")
        appendValue(value, line.milliseconds)
    }

    private mutating func appendValue(_ value: Double, _ milliseconds: Int64?) {
        append(byte: UInt8(ascii: " "))
        append(value, as: .prometheus)
        if let milliseconds {
            append(byte: UInt8(ascii: " "))
            append(milliseconds)
        }
        append(byte: UInt8(ascii: "\n"))
    }

    fileprivate mutating func append(_ line: SampleLine, _ classic: ClassicBuckets, sum: Double, count: UInt64) {
        for bucket in classic.buckets {
            append(line, suffix: "_bucket", "le", bucket.upperBound, Double(bucket.cumulativeCount))
        }
        append(line, suffix: "_bucket", "le", .infinity, Double(classic.infiniteCount ?? count))
        append(line, suffix: "_sum", sum)
        append(line, suffix: "_count", Double(count))
    }

    fileprivate mutating func append(_ line: SampleLine, _ summary: SummaryState) {
        for quantile in summary.quantilesToShow { append(line, "quantile", quantile.quantile, quantile.value) }
        append(line, suffix: "_sum", summary.sum)
        append(line, suffix: "_count", Double(summary.count))
    }
}

extension SummaryState {
    /// In ascending order; of equal quantiles the last one counts.
    fileprivate var quantilesToShow: [QuantileValue] {
        var shown: [QuantileValue] = []
        for quantile in quantiles {
            if let index = shown.firstIndex(where: { $0.quantile == quantile.quantile }) {
                shown[index] = quantile
            } else {
                shown.append(quantile)
            }
        }
        return shown.sorted { $0.quantile < $1.quantile }
    }
}
