internal import Glibc
internal import MetricCore

extension Metric {
    /// Does to the points that `isMeant` names what an operation says.
    ///
    /// - Returns: Whether it can be done.
    mutating func apply(_ operation: MetricOperation, to isMeant: (PointContents) -> Bool) -> Bool {
        switch operation {
        case .addLabel, .updateLabel, .deleteLabelValue: changeLabels(operation, of: isMeant)
        case .aggregateLabels(_, let type), .aggregateLabelValues(_, _, _, let type):
            if description.shape.type == .summary { return false }
            changeLabels(operation, of: isMeant)
            let aggregation = PointAggregation(type: type, temporality: description.shape.temporality)
            points = aggregation.aggregate(points)
            metadata = []
        case .toggleScalarDataType:
            for index in points.indices where isMeant(points[index]) { points[index].value.toggleScalarDataType() }
        case .scale(let factor):
            for index in points.indices where isMeant(points[index]) { points[index].scale(by: factor) }
        }
        return true
    }

    private mutating func changeLabels(_ operation: MetricOperation, of isMeant: (PointContents) -> Bool) {
        points = points.compactMap { point in
            guard isMeant(point) else { return point }
            guard let labels = operation.changed(point.attributes) else { return nil }
            var point = point
            point.attributes = labels
            return point
        }
    }
}

extension PointValue {
    /// Whole numbers become others, and others are cut towards zero.
    fileprivate mutating func toggleScalarDataType() {
        switch self {
        case .number(.int(let value)): self = .number(.double(Double(value)))
        case .number(.double(let value)): self = .number(.int(Int64(cutting: value)))
        default: break
        }
    }
}

extension PointContents {
    /// Multiplies what was measured. A whole number stays one, cut towards zero.
    fileprivate mutating func scale(by factor: Double) {
        switch value {
        case .number(.int(let number)): value = .number(.int(Int64(cutting: Double(number) * factor)))
        case .number(.double(let number)): value = .number(.double(number * factor))
        case .number(.none): break
        case .histogram(var histogram):
            histogram.sum = histogram.sum.map { $0 * factor }
            histogram.min = histogram.min.map { $0 * factor }
            histogram.max = histogram.max.map { $0 * factor }
            histogram.bounds = histogram.bounds.map { $0 * factor }
            value = .histogram(histogram)
            scaleExemplars(by: factor)
        case .exponentialHistogram(var histogram):
            histogram.sum = histogram.sum.map { $0 * factor }
            histogram.min = histogram.min.map { $0 * factor }
            histogram.max = histogram.max.map { $0 * factor }
            histogram.buckets.scale(by: factor)
            value = .exponentialHistogram(histogram)
            scaleExemplars(by: factor)
        // Nor does otelcol.
        case .summary: break
        }
    }

    private mutating func scaleExemplars(by factor: Double) {
        for index in exemplars.indices {
            switch exemplars[index].value {
            case .none: break
            case .int(let number): exemplars[index].value = .int(Int64(cutting: Double(number) * factor))
            case .double(let number): exemplars[index].value = .double(number * factor)
            }
        }
    }
}

extension ExponentialBuckets {
    /// Moves each side by whole buckets, to the one that the middle of its first bucket falls into.
    fileprivate mutating func scale(by factor: Double) {
        zeroThreshold *= factor
        positive.move(by: factor, scale: scale)
        negative.move(by: factor, scale: scale)
    }
}

extension ExponentialBucketCounts {
    fileprivate mutating func move(by factor: Double, scale: Int32) {
        guard !counts.isEmpty else { return }
        let lower = ExponentialBuckets.debugBound(index: Int(offset), scale: scale)
        let upper = ExponentialBuckets.debugBound(index: Int(offset) + 1, scale: scale)
        let index = ceil(log((lower + upper) / 2 * factor) * scalbn(1 / log(2), Int(scale))) - 1
        offset = Int32(clamping: Int64(cutting: index))
    }
}

extension Int64 {
    /// A number cut towards zero; as on otelcol's most usual platform, what is no whole number is the least one.
    fileprivate init(cutting value: Double) {
        self = Int64(exactly: value.rounded(.towardZero)) ?? .min
    }
}
