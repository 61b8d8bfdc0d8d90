import MetricCore

/// What the tests of single rules run against: the model as well, so that it is known to tell the rules.
enum TrialSubject: CaseIterable {
    case model, page

    fileprivate func make(_ rules: CountingRules) -> any CountingSubject {
        switch self {
        case .model: CountingModel(rules)
        case .page: PageSubject(rules)
        }
    }
}

/// A page, or its model, that a test sends points to and looks at, with the clocks at hand. Times are in seconds since
/// the page began, when it is 10 s old.
struct CountingTrial {
    private var subject: any CountingSubject
    private let rules: CountingRules
    private var age: UInt64 = 10 * .second
    /// By how many seconds the clock on the wall is ahead.
    var wallError = 0.0

    init(_ subject: TrialSubject, _ change: (inout CountingRules) -> Void = { _ in }) {
        var rules = CountingRules()
        change(&rules)
        self.rules = rules
        self.subject = subject.make(rules)
    }

    /// A request of one process.
    mutating func send(_ points: SentPoint..., by writer: String? = nil, from host: String? = nil) throws {
        let resource = SentResource(writer: writer, host: host, points: points)
        try subject.push(SentRequest(resources: [resource]), now: now, wall: wall)
    }

    /// Lets time pass. Nobody looks at the page meanwhile.
    mutating func pass(_ seconds: Double) {
        age += UInt64(seconds * 1e9)
    }

    mutating func expire() throws {
        try subject.expire(now: now, wall: wall)
    }

    /// The page as it is shown to a scraper, or to somebody who is none.
    mutating func page(for scraper: Int? = nil, isCompleted: Bool = true) throws -> [String: Double] {
        try subject.scrape(by: scraper, isCompleted: isCompleted, now: now, wall: wall)
    }

    private var now: UInt64 { 1000 * .second + age }
    private var wall: UInt64 { UInt64(Int64(rules.startTime + age) + Int64(wallError * 1e9)) }
}

extension SentPoint {
    /// A nanosecond after a second, so that it isn't the time of a clock that knows milliseconds only; 0 is unknown.
    private static func time(_ seconds: Double) -> UInt64 {
        seconds == 0 ? 0 : UInt64(Int64(CountingRules().startTime) + Int64(seconds * 1e9) + 1)
    }

    private init(
        _ name: String, _ kind: SentMetric.Kind, _ temporality: AggregationTemporality, _ label: String?,
        _ start: Double,
        _ time: Double, _ value: SentValue
    ) {
        self.init(
            metric: SentMetric(name: name, kind: kind, temporality: temporality), label: label,
            start: Self.time(start), time: Self.time(time), value: value)
    }

    /// A point of the counter `c`.
    static func counter(
        _ value: Double, start: Double = 1, time: Double = 9, _ temporality: AggregationTemporality = .cumulative,
        label: String? = nil
    ) -> SentPoint {
        SentPoint("c", .counter, temporality, label, start, time, .number(.double(value)))
    }

    /// A point of the sum `u` that may fall.
    static func level(
        _ value: Double?, start: Double = 1, time: Double, _ temporality: AggregationTemporality = .cumulative
    ) -> SentPoint {
        SentPoint("u", .upDownCounter, temporality, nil, start, time, value.map { .number(.double($0)) } ?? .end)
    }

    /// A point of the gauge `g`.
    static func gauge(_ value: Double?, time: Double) -> SentPoint {
        SentPoint("g", .gauge, .cumulative, nil, 0, time, value.map { .number(.double($0)) } ?? .end)
    }

    /// A point of the histogram `h`.
    static func histogram(
        _ counts: [UInt64], bounds: [Double] = [1], sum: Double? = nil, start: Double = 1, time: Double = 9,
        _ temporality: AggregationTemporality = .cumulative
    ) -> SentPoint {
        let value = SentHistogram(bounds: bounds, counts: counts, count: counts.reduce(0, +), sum: sum)
        return SentPoint("h", .histogram, temporality, nil, start, time, .histogram(value))
    }

    /// A point of the exponential histogram `e` with positive values only, the first bucket of which begins at 1.
    static func exponential(
        scale: Int32, _ counts: [UInt64], zeros: UInt64 = 0, zeroThreshold: Double = 0, start: Double = 1,
        time: Double = 9
    ) -> SentPoint {
        let buckets = ExponentialBuckets(
            scale: scale, zeroCount: zeros, zeroThreshold: zeroThreshold,
            positive: ExponentialBucketCounts(offset: 0, counts: counts))
        let value = SentExponential(buckets: buckets, count: counts.reduce(zeros, +), sum: nil)
        return SentPoint("e", .exponentialHistogram, .cumulative, nil, start, time, .exponential(value))
    }

    /// A point of the summary `s`.
    static func summary(_ sum: Double?, time: Double) -> SentPoint {
        let value = sum.map { SentValue.summary(SentSummary(count: 1, sum: $0)) } ?? .end
        return SentPoint("s", .summary, .cumulative, nil, 0, time, value)
    }
}
