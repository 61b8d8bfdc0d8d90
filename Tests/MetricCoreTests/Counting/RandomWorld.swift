import MetricCore
import TestRandom

/// The conditions under which a random script is made: the rules, the metrics, and what may happen.
struct RandomWorld {
    private(set) var rules = CountingRules()
    /// The metrics, and the values that their attribute has.
    private(set) var metrics: [(metric: SentMetric, labels: [String?])] = []
    /// How often a process reports.
    private(set) var interval: UInt64
    /// How many processes live at the same time.
    private(set) var processLimit: Int
    private(set) var hosts: [String?]
    /// How many Prometheus servers scrape.
    private(set) var scraperCount: Int
    /// Whether points without a recorded value come from series that may fall.
    private(set) var hasEnds: Bool
    /// Whether each point comes in a request of its own: where streams and series are limited, their order counts.
    let hasLimits: Bool
    /// Whether there are senders of deltas. Those are remembered for less long, but make no room for others by that.
    var hasDeltas: Bool { !hasLimits }
    /// Bounds of explicit histograms; those of a stream go by when it began.
    private var bounds: [[Double]]
    private let boundsPeriod: UInt64

    init(_ random: inout SplitMix64) {
        interval = random.among([1, 5, 10]) * .second
        processLimit = random.among([2, 6, 12])
        hosts = random.among([[nil], ["h"], [nil, "h", "i"]])
        scraperCount = random.among([0, 0, 1, 3])
        bounds = (0..<random.among([1, 3])).map { _ in Self.randomBounds(&random) }
        boundsPeriod = interval * random.among([10, 100])
        hasLimits = random.chance(3)
        hasEnds = !hasLimits && random.chance(2)
        rules.writers = random.among([.merge, .merge, .merge, .separate])
        chooseTimes(&random)
        if hasLimits { chooseLimits(&random) }
        chooseMetrics(&random)
    }

    private mutating func chooseTimes(_ random: inout SplitMix64) {
        rules.streamTimeout = interval * random.among([3, 10, 60])
        rules.streamMemory = rules.streamTimeout * random.among([1, 3, 12])
        rules.expiration = random.among([rules.streamTimeout, interval * 2, interval * 20])
        let least = max(rules.streamTimeout + rules.streamMemory, 2 * rules.expiration)
        rules.totalRetention = least * random.among([1, 4, 100])
    }

    private mutating func chooseLimits(_ random: inout SplitMix64) {
        if random.chance(2) { rules.streamLimit = random.among([5, 50]) }
        if random.chance(2) { rules.rememberedStreamLimit = random.among([5, 50]) }
        if random.chance(2) { rules.seriesLimitPerMetric = random.among([1, 3]) }
        guard random.chance(2) else { return }
        rules.seriesLimit = random.among([3, 20])
        // Only so many of the series that found no room are known to have found none.
        rules.writers = .merge
    }

    /// Where series are limited, there are no gauges and summaries, which have no streams to stay in their place.
    private mutating func chooseMetrics(_ random: inout SplitMix64) {
        let kinds: [SentMetric.Kind] =
            hasLimits
            ? [.counter, .upDownCounter, .histogram, .exponentialHistogram]
            : SentMetric.Kind.allCases
        for number in 0..<random.among([3, 6, 12]) {
            let kind = random.among(kinds)
            let metric = SentMetric(name: "\(kind)\(number)", kind: kind)
            let labels = (0..<random.among([1, 2, 6])).map { $0 == 0 ? nil : "\($0)" }
            metrics.append((metric, labels))
            rules.gauges[metric.name] = random.among(CountingRules.GaugeRule.allCases)
        }
    }

    private static func randomBounds(_ random: inout SplitMix64) -> [Double] {
        let steps = (0..<random.among([0, 1, 4])).map { _ in Double(1 + random.below(64)) / 8 }
        return steps.reduce(into: []) { bounds, step in bounds.append((bounds.last ?? -1) + step) }
    }

    /// The bounds of a histogram that began at that time: what was there before the page has the first ones.
    func bounds(since start: UInt64) -> [Double] {
        guard start >= rules.startTime else { return bounds[0] }
        return bounds[Int((start - rules.startTime) / boundsPeriod) % bounds.count]
    }
}

extension SplitMix64 {
    /// A number below the limit.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// True once in so many times.
    mutating func chance(_ count: Int) -> Bool { below(count) == 0 }

    mutating func among<Element>(_ all: [Element]) -> Element { all[below(all.count)] }
}
