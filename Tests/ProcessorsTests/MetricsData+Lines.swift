import MetricCore

// Trees, a line a point: by what names them, or by their times.

extension MetricsData {
    /// `[resource]name{key=value,...} value`, attributes in the order of their keys.
    var lines: [String] {
        resources.flatMap { resource in
            let attributes = resource.resource.attributes.inKeyOrder().text
            let start = attributes.isEmpty ? "" : "[\(attributes)]"
            return resource.scopes.flatMap(\.metrics).flatMap { metric in
                metric.points.map { point in
                    "\(start)\(metric.description.name){\(point.attributes.inKeyOrder().text)} \(point.value.text)"
                }
            }
        }
    }

    /// Name, temporality, start, time and value, in seconds after ``at(_:)`` 0.
    var timedLines: [String] {
        resources.flatMap(\.scopes).flatMap(\.metrics).flatMap { metric in
            let shape = metric.description.shape
            let temporality = shape.temporality == .unspecified ? "" : " \(shape.temporality)"
            return metric.points.map { point in
                let attributes = point.attributes.isEmpty ? "" : "{\(point.attributes.text)}"
                let value = point.hasNoRecordedValue ? "none" : point.value.wholeText
                return "\(metric.description.name)\(attributes)\(temporality) "
                    + "\(seconds(point.startTime))-\(seconds(point.time)) \(value)"
            }
        }
    }
}

/// A time, so many seconds after one of long ago.
func at(_ seconds: UInt64) -> UInt64 { (1_000_000 + seconds) * 1_000_000_000 }

private func seconds(_ time: UInt64) -> String {
    guard time > 0 else { return "0" }
    let milliseconds = Int64(time / 1_000_000) - Int64(at(0) / 1_000_000)
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
}

extension [Attribute] {
    fileprivate var text: String { map { "\($0.key)=\($0.value.text)" }.joined(separator: ",") }
}

extension PointValue {
    /// What was counted.
    fileprivate var text: String {
        switch self {
        case .number(.none): "-"
        case .number(.int(let number)): "\(number)"
        case .number(.double(let number)): "\(number)"
        case .histogram(let histogram): "count=\(histogram.count) buckets=\(histogram.counts)"
        case .exponentialHistogram(let histogram):
            "count=\(histogram.count) scale=\(histogram.buckets.scale) "
                + "positive=\(histogram.buckets.positive.offset):\(histogram.buckets.positive.counts)"
        case .summary(let summary): "count=\(summary.count)"
        }
    }

    /// All that it says.
    fileprivate var wholeText: String {
        switch self {
        case .number(.int(let value)): return "\(value)"
        case .number(.double(let value)): return "\(value)"
        case .number(.none): return "none"
        case .summary(let summary): return "\(summary.count)/\(summary.sum)"
        case .histogram(let histogram):
            return "\(histogram.count)/\(text(histogram.sum)) \(text(histogram.min))..\(text(histogram.max)) "
                + "\(histogram.counts) at \(histogram.bounds)"
        case .exponentialHistogram(let histogram):
            let buckets = histogram.buckets
            return "\(histogram.count)/\(text(histogram.sum)) scale \(buckets.scale) zero \(buckets.zeroCount) "
                + "\(buckets.positive.counts) at \(buckets.positive.offset)"
                + (buckets.negative.counts.isEmpty ? "" : " -\(buckets.negative.counts) at \(buckets.negative.offset)")
        }
    }

    private func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "?" }
}
