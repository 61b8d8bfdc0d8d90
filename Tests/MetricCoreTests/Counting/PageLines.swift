import MetricCore

/// The lines of a page without their values, and the values.
struct PageLines {
    private(set) var values: [String: Double] = [:]

    /// Adds what a cell shows.
    ///
    /// - Parameter isBefore: Whether it is shown at what it came to before it came to the page.
    mutating func add(_ cell: CountedCell, isBefore: Bool, _ rules: CountingRules, now: UInt64) {
        let name = cell.name
        switch name.kind {
        case .counter: add(name, "_total", (isBefore ? cell.before : cell.total).sum)
        case .upDownCounter: add(name, "", cell.total.sum)
        case .gauge:
            if let value = cell.gaugeValue(rules, now: now) { add(name, "", value) }
        case .histogram:
            add(cell, isBefore ? cell.before : cell.total)
        case .exponentialHistogram:
            let total = cell.total
            // What it was before is shown with the bounds that it has now.
            let grid = BucketGrid(unit: "", resolution: 1)
            for bucket in ClassicBuckets(total.exponential.shown, on: grid).buckets {
                let shown = isBefore ? cell.before : total
                let count = shown.exponential.count(upTo: bucket.upperBound, asIn: total.exponential)
                add(name, "_bucket", le: bucket.upperBound, Double(count))
            }
            addEnd(name, isBefore ? cell.before : total)
        case .summary:
            guard let summary = cell.summaryValue else { return }
            for (quantile, value) in summary.quantiles { add(name, "", "quantile", quantile, value) }
            add(name, "_sum", summary.sum)
            add(name, "_count", Double(summary.count))
        }
    }

    private mutating func add(_ cell: CountedCell, _ amount: Amount) {
        var count: UInt64 = 0
        for (index, bound) in cell.bounds.enumerated() {
            count += index < amount.bucketCounts.count ? amount.bucketCounts[index] : 0
            add(cell.name, "_bucket", le: bound, Double(count))
        }
        addEnd(cell.name, amount)
    }

    private mutating func addEnd(_ name: CellName, _ amount: Amount) {
        add(name, "_bucket", le: .infinity, Double(amount.count))
        add(name, "_sum", amount.sum)
        add(name, "_count", Double(amount.count))
    }

    private mutating func add(_ name: CellName, _ suffix: String, le bound: Double, _ value: Double) {
        add(name, suffix, "le", bound, value)
    }

    /// A line with one more label, whose value is a number.
    private mutating func add(_ name: CellName, _ suffix: String, _ label: String, _ bound: Double, _ value: Double) {
        var text = TextBuffer()
        text.append(bound, as: .prometheus)
        add(name, suffix, value, last: "\(label)=\"\(text.text)\"")
    }

    private mutating func add(_ name: CellName, _ suffix: String, _ value: Double, last: String? = nil) {
        let labels = name.labels + [last].compactMap { $0 }
        let text = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
        values[name.metric + suffix + text] = value
    }
}

extension CellName {
    fileprivate var labels: [String] {
        if isOverflow { return [#"otel_metric_overflow="true""#] }
        return [label.map { "a=\"\($0)\"" }, instance.map { "instance=\"\($0)\"" }].compactMap { $0 }
    }
}
