internal import Glibc
internal import MetricCore

extension PointContents {
    /// Multiplies what was measured. A whole number stays one, cut towards zero.
    mutating func scale(by factor: Double) {
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
        case .summary(var summary):
            summary.sum *= factor
            for index in summary.quantiles.indices { summary.quantiles[index].value *= factor }
            value = .summary(summary)
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
    init(cutting value: Double) {
        self = Int64(exactly: value.rounded(.towardZero)) ?? .min
    }
}
