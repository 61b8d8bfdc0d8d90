/// What a page says of one series, in whatever format.
struct SeriesContent {
    let lines: Lines
    /// The time that goes with it, in milliseconds since 1970.
    let milliseconds: Int64
    /// When it began to count, in nanoseconds since 1970, if that is known.
    let created: UInt64?
    /// Some of what was measured, in the order sent.
    let exemplars: KeptExemplars

    enum Lines {
        /// There is nothing to show.
        case none
        case number(Double)
        case histogram(HistogramContent)
        case summary(SummaryState)
    }

    /// Takes what a cell holds; a counter or histogram that is new to the reader as it was before. `grid` has the
    /// bounds of exponential histograms.
    init(_ cell: Cell, isNew: Bool, _ grid: BucketGrid, _ options: LineOptions) {
        let isBefore = isNew && cell.hasBefore
        lines = isBefore ? Lines(before: cell, grid, options) : Lines(cell.state, grid, options)
        let time = Int64(truncatingIfNeeded: cell.shownTime / 1_000_000)
        // Two values at one time would be refused.
        milliseconds = isBefore ? time - 1 : time
        // Before the first second of 1970 is what senders say who don't know.
        created = cell.shownStart.flatMap { $0 < 1_000_000_000 ? nil : $0 }
        exemplars = isBefore ? KeptExemplars() : cell.exemplars
    }

    /// How many lines of buckets or quantiles there are.
    var detailCount: Int {
        switch lines {
        case .none, .number: 0
        case .histogram(let histogram): histogram.classic.buckets.count + 1
        case .summary(let summary): summary.quantiles.count
        }
    }

    /// How many lines there are behind those, but for the one of the time of creation.
    func tailCount(showsSum: Bool) -> Int {
        switch lines {
        case .none: 0
        case .number: 1
        case .histogram: showsSum ? 2 : 0
        case .summary: 2
        }
    }

    /// Whether it is a number below zero, or none at all.
    var isBelowZero: Bool {
        guard case .number(let value) = lines else { return false }
        return !(value >= 0)
    }

    /// Whether it is a histogram that may have values below zero; then its sum isn't one that only grows.
    var isSigned: Bool {
        guard case .histogram(let histogram) = lines else { return false }
        return histogram.classic.hasNegativeBounds || !(histogram.sum >= 0)
    }
}

/// A histogram of either kind.
struct HistogramContent {
    /// Buckets with upper bounds.
    let classic: ClassicBuckets
    /// Those of an exponential histogram as they are.
    let exponential: ExponentialBuckets?
    let sum: Double
    let count: UInt64

    /// A histogram with bounds of its own.
    ///
    /// Its count is that of all its buckets at least: readers refuse a page on which it is less, as otelcol shows it.
    fileprivate init(bounds: [Double], counts: [UInt64], sum: Double, count: UInt64, _ options: LineOptions) {
        classic = ClassicBuckets(bounds: bounds, counts: counts, showsInfinity: options.isTerse)
        exponential = nil
        self.sum = sum
        self.count = options.isTerse ? count : max(count, counts.reduce(0) { $0.addingClamped($1) })
    }

    /// An exponential histogram; its count is that of all its buckets at least.
    fileprivate init(
        _ buckets: ExponentialBuckets, before later: ExponentialBuckets? = nil, sum: Double, count: UInt64,
        _ grid: BucketGrid, _ options: LineOptions
    ) {
        let showsBounds = options.exponentialBuckets.contains(.classic)
        classic = showsBounds ? ClassicBuckets(buckets, on: grid, before: later) : ClassicBuckets()
        exponential = buckets
        self.sum = sum
        self.count = options.isTerse ? count : max(count, buckets.population)
    }

    /// The bucket of that index; the one behind the others goes up to `+Inf`.
    func bucket(_ index: Int) -> ClassicBuckets.Bucket {
        guard index == classic.buckets.count else { return classic.buckets[index] }
        return ClassicBuckets.Bucket(upperBound: .infinity, cumulativeCount: classic.infiniteCount ?? count)
    }
}

extension Cell {
    /// Whether what comes first to a scraper is the state before.
    fileprivate var hasBefore: Bool {
        switch state {
        case .counter, .histogram, .exponentialHistogram: true
        case .accumulator, .level, .gauge, .summary: false
        }
    }

    /// The time that goes with the value, in nanoseconds since 1970.
    fileprivate var shownTime: UInt64 {
        if case .accumulator(let accumulator) = state { accumulator.value.time } else { time }
    }

    /// When what it counts began, in nanoseconds since 1970; nil if it doesn't count.
    fileprivate var shownStart: UInt64? {
        switch state {
        case .accumulator(let accumulator): accumulator.value.startTime
        case .counter, .histogram, .exponentialHistogram: start
        case .summary(let summary): summary.value.startTime
        case .level, .gauge: nil
        }
    }
}

extension SeriesContent.Lines {
    fileprivate init(_ state: Cell.State, _ grid: BucketGrid, _ options: LineOptions) {
        switch state {
        case .accumulator(let accumulator): self.init(accumulator.value, grid, options)
        case .counter(let total), .level(let total): self = .number(total.value)
        case .gauge(let gauge):
            self = gauge.value.value(now: options.now, options.gaugeTimes).map(Self.number) ?? .none
        case .histogram(let boxed):
            let total = boxed.value
            self = .histogram(
                HistogramContent(
                    bounds: total.bounds, counts: total.bucketCounts, sum: total.sum, count: total.count, options))
        case .exponentialHistogram(let boxed):
            let total = boxed.value
            self = .histogram(
                HistogramContent(total.shownBuckets, sum: total.sum, count: total.count, grid, options))
        case .summary(let summary): self = summary.value.hasEnded ? .none : .summary(summary.value)
        }
    }

    private init(_ accumulator: Accumulator, _ grid: BucketGrid, _ options: LineOptions) {
        switch accumulator.state {
        case .number(let number): self = .number(number.value.asDouble)
        case .histogram(let histogram):
            self = .histogram(
                HistogramContent(
                    bounds: histogram.bounds, counts: histogram.bucketCounts, sum: histogram.sum,
                    count: histogram.count, options))
        case .exponentialHistogram(let histogram):
            // otelcol shows none that can't be a native histogram.
            guard !options.isTerse || NativeBuckets(histogram.buckets, of: histogram.count) != nil else {
                self = .none
                return
            }
            self = .histogram(
                HistogramContent(histogram.buckets, sum: histogram.sum, count: histogram.count, grid, options))
        case .summary(let summary): self = .summary(summary)
        }
    }

    /// What a counter or histogram was before, in the buckets that it has now.
    fileprivate init(before cell: Cell, _ grid: BucketGrid, _ options: LineOptions) {
        switch (cell.state, cell.before?.state) {
        case (.histogram(let now), let before):
            let then = if case .histogram(let total)? = before { total.value } else { now.value.emptied }
            self = .histogram(
                HistogramContent(
                    bounds: then.bounds, counts: then.bucketCounts, sum: then.sum, count: then.count, options))
        case (.exponentialHistogram(let now), let before):
            let then = if case .exponentialHistogram(let total)? = before { total.value } else { now.value.emptied }
            let later = now.value.shownBuckets
            self = .histogram(
                HistogramContent(
                    then.buckets(asIn: later), before: later, sum: then.sum, count: then.count, grid, options))
        case (_, .counter(let total)?): self = .number(total.value)
        default: self = .number(0)
        }
    }
}
