internal import MetricCore

/// Makes one point of those that are called the same at the same time.
///
/// What is alike is otelcol's: attributes by their JSON, in any order; the time; of delta points the start; and what
/// keeps histograms from being added: bounds or scale, whether there is a least and a greatest value, flags.
struct PointAggregation {
    /// How numbers are aggregated; nil leaves the first one's. Histograms are always added.
    let type: AggregationType?
    /// The temporality of the metric.
    let temporality: AggregationTemporality

    /// The points, aggregated, in the order in which each kind first appears.
    ///
    /// A point that has been made of others has no origin: not even one that was alone, so that it stays one stream
    /// when another joins it.
    func aggregate(_ points: [PointContents]) -> [PointContents] {
        var indices: [Key: Int] = [:]
        var groups: [[PointContents]] = []
        for point in points {
            let key = Key(point, temporality)
            if let index = indices[key] {
                groups[index].append(point)
            } else {
                indices[key] = groups.count
                groups.append([point])
            }
        }
        return groups.map(merge)
    }

    private func merge(_ group: [PointContents]) -> PointContents {
        var merged = group[0]
        merged.origin = nil
        switch merged.value {
        case .number:
            merged.startTime = group.reduce(merged.startTime) { Swift.min($0, $1.startTime) }
            if group.count > 1, let type { merged.value = .number(group.compactMap(\.number).aggregated(by: type)) }
        case .histogram, .exponentialHistogram:
            for point in group.dropFirst() { merged.addHistogram(point) }
        // They can't be aggregated.
        case .summary: break
        }
        return merged
    }

    /// What points have in common that become one.
    private struct Key: Hashable {
        private let attributes: [ExactText: ExactText]
        private let time: UInt64
        private let startTime: UInt64
        private let flags: UInt32
        private let has: [Bool]
        private let layout: [UInt64]

        init(_ point: PointContents, _ temporality: AggregationTemporality) {
            let labels = point.attributes.map { (ExactText($0.key), ExactText($0.value.json)) }
            attributes = Dictionary(labels) { first, _ in first }
            time = point.time
            startTime = temporality == .delta ? point.startTime : 0
            switch point.value {
            case .number, .summary: (flags, has, layout) = (0, [], [])
            case .histogram(let histogram):
                flags = point.flags
                has = [histogram.min != nil, histogram.max != nil]
                layout = histogram.bounds.map(\.bitPattern)
            case .exponentialHistogram(let histogram):
                flags = point.flags
                has = [histogram.min != nil, histogram.max != nil]
                layout = [UInt64(bitPattern: Int64(histogram.buckets.scale))]
            }
        }
    }
}

extension Metric {
    /// Makes one point of those that are called the same at the same time.
    ///
    /// What was said about the metric is gone then, as in otelcol.
    mutating func aggregatePoints(by type: AggregationType?) {
        points = PointAggregation(type: type, temporality: description.shape.temporality).aggregate(points)
        metadata = []
    }
}

extension PointContents {
    fileprivate var number: NumberValue? {
        if case .number(let number) = value { number } else { nil }
    }

    /// Adds a histogram of the same layout, unless it is empty.
    fileprivate mutating func addHistogram(_ other: PointContents) {
        switch (value, other.value) {
        case (.histogram(var histogram), .histogram(let added)) where added.count > 0:
            histogram.count = histogram.count.addingClamped(added.count)
            histogram.sum = sum(histogram.sum, added.sum)
            histogram.min = least(histogram.min, added.min)
            histogram.max = greatest(histogram.max, added.max)
            for index in histogram.counts.indices where index < added.counts.count {
                histogram.counts[index] = histogram.counts[index].addingClamped(added.counts[index])
            }
            value = .histogram(histogram)
        case (.exponentialHistogram(var histogram), .exponentialHistogram(let added)) where added.count > 0:
            histogram.count = histogram.count.addingClamped(added.count)
            histogram.sum = sum(histogram.sum, added.sum)
            histogram.min = least(histogram.min, added.min)
            histogram.max = greatest(histogram.max, added.max)
            histogram.buckets.add(added.buckets)
            value = .exponentialHistogram(histogram)
        default: return
        }
        startTime = Swift.min(startTime, other.startTime)
        exemplars += other.exemplars
    }

    private func sum(_ first: Double?, _ second: Double?) -> Double? {
        guard let first, let second else { return nil }
        return first + second
    }

    private func least(_ first: Double?, _ second: Double?) -> Double? {
        guard let first, let second else { return first }
        return Swift.min(first, second)
    }

    private func greatest(_ first: Double?, _ second: Double?) -> Double? {
        guard let first, let second else { return first }
        return Swift.max(first, second)
    }
}

extension ExponentialBuckets {
    /// Adds the buckets of another histogram of the same scale; the wider bucket around zero takes what lies in it.
    fileprivate mutating func add(_ other: ExponentialBuckets) {
        zeroCount = zeroCount.addingClamped(other.zeroCount)
        zeroThreshold = Swift.max(zeroThreshold, other.zeroThreshold)
        positive.add(other.positive)
        negative.add(other.negative)
    }
}

extension [NumberValue] {
    /// One number of several: a whole one if all are, and if it can be.
    fileprivate func aggregated(by type: AggregationType) -> NumberValue {
        if let whole = wholeNumbers { return whole.aggregated(by: type) }
        return .double(map(\.asDouble).aggregated(by: type))
    }

    /// The numbers as whole ones; nil if one isn't.
    private var wholeNumbers: [Int64]? {
        var whole: [Int64] = []
        for value in self {
            guard case .int(let number) = value else { return nil }
            whole.append(number)
        }
        return whole
    }
}

extension [Int64] {
    /// Divisions cut towards zero; a sum that is too large for a whole number is none.
    fileprivate func aggregated(by type: AggregationType) -> NumberValue {
        switch type {
        case .sum: sum.number
        case .mean: (sum / Int128(count)).number
        case .min: .int(self.min() ?? 0)
        case .max: .int(self.max() ?? 0)
        case .count: .int(Int64(count))
        case .median: (middle.reduce(0) { $0 + Int128($1) } / 2).number
        }
    }

    private var sum: Int128 { reduce(0) { $0 + Int128($1) } }
}

extension Int128 {
    fileprivate var number: NumberValue { Int64(exactly: self).map(NumberValue.int) ?? .double(Double(self)) }
}

extension [Double] {
    fileprivate func aggregated(by type: AggregationType) -> Double {
        switch type {
        case .sum: reduce(0, +)
        case .mean: reduce(0, +) / Double(count)
        case .min: self.min() ?? 0
        case .max: self.max() ?? 0
        case .count: Double(count)
        case .median: middle.reduce(0, +) / 2
        }
    }
}

extension Array where Element: Comparable {
    /// The two values in the middle, twice the same of an odd number.
    fileprivate var middle: [Element] {
        let ordered = sorted()
        return [ordered[(count - 1) / 2], ordered[count / 2]]
    }
}
