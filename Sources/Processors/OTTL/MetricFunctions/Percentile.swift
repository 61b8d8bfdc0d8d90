import Glibc
import MetricCore

/// The value that so many percent of the values in a histogram don't exceed, estimated from its buckets.
struct Percentile: Sendable {
    /// More than 0 and less than 100.
    let percent: Double

    /// Nil if there are no values, or all that is known of them is that they are there.
    ///
    /// Within a bucket, values are taken for evenly spread. Least and greatest value bound the outer buckets, which
    /// end at 0 and at their bound where those aren't known.
    ///
    /// - Throws: ``EvaluationError`` if the buckets aren't those of so many values.
    func value(of histogram: HistogramContents) throws(EvaluationError) -> Double? {
        let (bounds, counts) = (histogram.bounds, histogram.counts)
        guard histogram.count > 0, !counts.isEmpty else { return nil }
        guard counts.count == bounds.count + 1 else {
            throw .failed("a histogram of \(counts.count) buckets with \(bounds.count) bounds")
        }
        let place = try place(in: counts, of: histogram.count)
        let lower = place.index > 0 ? bounds[place.index - 1] : nil
        let upper = place.index < bounds.count ? bounds[place.index] : nil
        switch (lower, upper) {
        case (let lower?, let upper?): return place.value(from: lower, to: upper)
        case (let lower?, nil):
            guard let greatest = histogram.max, greatest > lower else { return lower }
            return place.value(from: lower, to: greatest)
        case (nil, let upper?):
            if let least = histogram.min, least < upper { return place.value(from: least, to: upper) }
            return upper < 0 ? upper : place.value(from: 0, to: upper)
        case (nil, nil):
            guard let least = histogram.min, let greatest = histogram.max else { return nil }
            return place.value(from: least, to: greatest)
        }
    }

    /// Nil if there are no values.
    ///
    /// Within a bucket, the logarithms of the values are taken for evenly spread.
    ///
    /// - Throws: ``EvaluationError`` if the buckets aren't those of so many values.
    func value(of histogram: ExponentialHistogramContents) throws(EvaluationError) -> Double? {
        let buckets = histogram.buckets
        let (negative, positive) = (buckets.negative, buckets.positive)
        guard histogram.count > 0, buckets.zeroCount > 0 || !negative.counts.isEmpty || !positive.counts.isEmpty else {
            return nil
        }
        let place = try place(
            in: negative.counts.reversed() + [buckets.zeroCount] + positive.counts, of: histogram.count)
        // Buckets of the negative side stand the other way round.
        let index = place.index - negative.counts.count
        if index < 0 { return -buckets.bound(at: Double(negative.offset) + Double(-index) - place.share) }
        if index > 0 { return buckets.bound(at: Double(positive.offset) + Double(index - 1) + place.share) }
        let lower = negative.counts.isEmpty && !positive.counts.isEmpty ? 0 : -buckets.zeroThreshold
        let upper = positive.counts.isEmpty && !negative.counts.isEmpty ? 0 : buckets.zeroThreshold
        return place.value(from: lower, to: upper)
    }

    /// Where among the buckets the value stands.
    private func place(in counts: [UInt64], of total: UInt64) throws(EvaluationError) -> Place {
        let rank = UInt64(exactly: (Double(total) * (percent / 100)).rounded(.up)) ?? total
        var before: UInt64 = 0
        for (index, count) in counts.enumerated() {
            let (sum, overflows) = before.addingReportingOverflow(count)
            if overflows || sum >= rank { return Place(index: index, share: Double(rank - before) / Double(count)) }
            before = sum
        }
        throw .failed("a histogram of \(total) values with only \(before) in its buckets")
    }

    /// A bucket, and which share of its values doesn't exceed the one that is looked for.
    private struct Place {
        let index: Int
        let share: Double

        func value(from lower: Double, to upper: Double) -> Double { lower + share * (upper - lower) }
    }
}

extension ExponentialBuckets {
    /// The bound at an index; between two of them, the number whose logarithm lies so.
    fileprivate func bound(at index: Double) -> Double { exp2(scalbn(index, -Int(scale))) }
}
