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

    /// Takes what a cell holds; a counter or histogram that is new to the reader as it was before. Exponential
    /// histograms have those forms of buckets that are among `forms` and the page's options.
    init(
        _ cell: Cell, isNew: Bool, forms: PageOptions.ExponentialBucketForms, _ snapshot: PageSnapshot
    ) {
        let isBefore = isNew && cell.hasBefore
        let forms = forms.intersection(snapshot.options.exponentialBuckets)
        lines = isBefore ? Lines(before: cell, forms) : Lines(cell.state, forms, snapshot)
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
    /// Those of an exponential histogram as they are, if they are to be shown so.
    let native: ExponentialBuckets?
    let sum: Double
    let count: UInt64

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
    fileprivate init(_ state: Cell.State, _ forms: PageOptions.ExponentialBucketForms, _ snapshot: PageSnapshot) {
        switch state {
        case .accumulator(let accumulator): self.init(accumulator.value, forms)
        case .counter(let total), .level(let total): self = .number(total.value)
        case .gauge(let gauge):
            let times = GaugeTimes(snapshot.options)
            self = gauge.value.value(now: snapshot.time, times).map(Self.number) ?? .none
        case .histogram(let boxed):
            let total = boxed.value
            let buckets = ClassicBuckets(bounds: total.bounds, counts: total.bucketCounts)
            self = .histogram(HistogramContent(classic: buckets, native: nil, sum: total.sum, count: total.count))
        case .exponentialHistogram(let boxed):
            let total = boxed.value
            self = .histogram(HistogramContent(total.shownBuckets, forms, sum: total.sum, count: total.count))
        case .summary(let summary): self = summary.value.hasEnded ? .none : .summary(summary.value)
        }
    }

    private init(_ accumulator: Accumulator, _ forms: PageOptions.ExponentialBucketForms) {
        switch accumulator.state {
        case .number(let number): self = .number(number.value.asDouble)
        case .histogram(let histogram):
            let buckets = ClassicBuckets(bounds: histogram.bounds, counts: histogram.bucketCounts)
            self = .histogram(
                HistogramContent(classic: buckets, native: nil, sum: histogram.sum, count: histogram.count))
        case .exponentialHistogram(let histogram):
            self = .histogram(
                HistogramContent(histogram.buckets, forms, sum: histogram.sum, count: histogram.count))
        case .summary(let summary): self = .summary(summary)
        }
    }

    /// What a counter or histogram was before, in the buckets that it has now.
    fileprivate init(before cell: Cell, _ forms: PageOptions.ExponentialBucketForms) {
        switch (cell.state, cell.before?.state) {
        case (.histogram(let now), let before):
            let then = if case .histogram(let total)? = before { total.value } else { now.value.emptied }
            let buckets = ClassicBuckets(bounds: then.bounds, counts: then.bucketCounts)
            self = .histogram(HistogramContent(classic: buckets, native: nil, sum: then.sum, count: then.count))
        case (.exponentialHistogram(let now), let before):
            let then = if case .exponentialHistogram(let total)? = before { total.value } else { now.value.emptied }
            let shown = now.value.shownBuckets
            self = .histogram(
                HistogramContent(then.buckets(asIn: shown), forms, boundsOf: shown, sum: then.sum, count: then.count))
        case (_, .counter(let total)?): self = .number(total.value)
        default: self = .number(0)
        }
    }
}

extension HistogramContent {
    /// An exponential histogram in the forms asked for.
    fileprivate init(
        _ buckets: ExponentialBuckets, _ forms: PageOptions.ExponentialBucketForms,
        boundsOf layout: ExponentialBuckets? = nil, sum: Double, count: UInt64
    ) {
        self.init(
            classic: forms.contains(.classic) ? ClassicBuckets(buckets, boundsOf: layout) : ClassicBuckets(),
            native: forms.contains(.native) ? buckets : nil, sum: sum, count: count)
    }
}

extension GaugeTimes {
    /// The times that a page's options set.
    init(_ options: PageOptions) {
        self.init(streamTimeout: options.counting.streamTimeout, expiration: options.expiration)
    }
}
