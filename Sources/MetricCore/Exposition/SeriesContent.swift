/// What the lines of one series say.
struct SeriesContent {
    let lines: Lines
    /// Whether it is what the series was before it was born or came back.
    let isBefore: Bool

    enum Lines {
        /// There is nothing to show.
        case none
        case number(Double)
        case histogram(ClassicBuckets, sum: Double, count: UInt64)
        case summary(SummaryState)
    }

    /// Takes what a cell holds; a counter or histogram that is new to the reader as it was before.
    init(_ cell: Cell, isNew: Bool, _ snapshot: PageSnapshot) {
        isBefore = isNew && cell.hasBefore
        lines = isBefore ? Lines(before: cell, snapshot) : Lines(cell.state, snapshot)
    }

    var lineCount: Int {
        switch lines {
        case .none: 0
        case .number: 1
        case .histogram(let buckets, _, _): buckets.buckets.count + 3
        case .summary(let summary): summary.quantiles.count + 2
        }
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
    var shownTime: UInt64 {
        if case .accumulator(let accumulator) = state { accumulator.value.time } else { time }
    }
}

extension SeriesContent.Lines {
    fileprivate init(_ state: Cell.State, _ snapshot: PageSnapshot) {
        switch state {
        case .accumulator(let accumulator): self.init(accumulator.value, snapshot)
        case .counter(let total), .level(let total): self = .number(total.value)
        case .gauge(let gauge):
            let times = GaugeTimes(snapshot.options)
            self = gauge.value.value(now: snapshot.time, times).map(Self.number) ?? .none
        case .histogram(let boxed):
            let total = boxed.value
            let buckets = ClassicBuckets(bounds: total.bounds, counts: total.bucketCounts)
            self = .histogram(buckets, sum: total.sum, count: total.count)
        case .exponentialHistogram(let boxed):
            let total = boxed.value
            let buckets = snapshot.buckets(of: total.shownBuckets)
            self = .histogram(buckets, sum: total.sum, count: total.count)
        case .summary(let summary): self = summary.value.hasEnded ? .none : .summary(summary.value)
        }
    }

    private init(_ accumulator: Accumulator, _ snapshot: PageSnapshot) {
        switch accumulator.state {
        case .number(let number): self = .number(number.value.asDouble)
        case .histogram(let histogram):
            let buckets = ClassicBuckets(bounds: histogram.bounds, counts: histogram.bucketCounts)
            self = .histogram(buckets, sum: histogram.sum, count: histogram.count)
        case .exponentialHistogram(let histogram):
            let buckets = snapshot.buckets(of: histogram.buckets)
            self = .histogram(buckets, sum: histogram.sum, count: histogram.count)
        case .summary(let summary): self = .summary(summary)
        }
    }

    /// What a counter or histogram was before, in the buckets that it has now.
    fileprivate init(before cell: Cell, _ snapshot: PageSnapshot) {
        switch (cell.state, cell.before?.state) {
        case (.histogram(let now), let before):
            let then = if case .histogram(let total)? = before { total.value } else { now.value.emptied }
            let buckets = ClassicBuckets(bounds: then.bounds, counts: then.bucketCounts)
            self = .histogram(buckets, sum: then.sum, count: then.count)
        case (.exponentialHistogram(let now), let before):
            let then = if case .exponentialHistogram(let total)? = before { total.value } else { now.value.emptied }
            let shown = now.value.shownBuckets
            let buckets = snapshot.buckets(of: then.buckets(asIn: shown), boundsOf: shown)
            self = .histogram(buckets, sum: then.sum, count: then.count)
        case (_, .counter(let total)?): self = .number(total.value)
        default: self = .number(0)
        }
    }
}

extension PageSnapshot {
    /// An exponential histogram's buckets as the page shows them.
    fileprivate func buckets(
        of histogram: ExponentialBuckets, boundsOf layout: ExponentialBuckets? = nil
    ) -> ClassicBuckets {
        options.showsExponentialBuckets ? ClassicBuckets(histogram, boundsOf: layout) : ClassicBuckets()
    }
}

extension GaugeTimes {
    /// The times that a page's options set.
    init(_ options: PageOptions) {
        self.init(streamTimeout: options.counting.streamTimeout, expiration: options.expiration)
    }
}
