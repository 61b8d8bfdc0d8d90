import MetricCore
import TestMetrics

/// The page itself, with all that stands before it: what is pushed goes through its bytes, and what it shows through
/// its text.
struct PageSubject: CountingSubject {
    /// What a Prometheus has seen, as the exporter notes it.
    private struct Scraper {
        let lastSeen: UInt64
        let shown: ShownPages
    }

    private let page: TestPage
    private var scrapers: [Int: Scraper] = [:]

    init(_ rules: CountingRules) {
        page = TestPage(counting: PageOptions(rules))
    }

    func push(_ request: SentRequest, now: UInt64, wall: UInt64) throws {
        page.now = now
        page.clock = wall
        try page.push(request.bytes)
    }

    mutating func scrape(by scraper: Int?, isCompleted: Bool, now: UInt64, wall: UInt64) -> [String: Double] {
        page.now = now
        page.clock = wall
        let lastSeen = scraper.flatMap { scrapers[$0]?.lastSeen }
        let (text, version) = page.scrape(lastSeen: lastSeen, shown: shown(now: now))
        if let scraper, isCompleted {
            let shown = ShownPages(version: lastSeen ?? version, time: now)
            scrapers[scraper] = Scraper(lastSeen: version, shown: shown)
        }
        return Self.values(text)
    }

    func expire(now: UInt64, wall: UInt64) {
        page.now = now
        page.clock = wall
        page.expire(shown: shown(now: now))
    }

    /// What all have been shown that got a page lately.
    private func shown(now: UInt64) -> ShownPages? {
        let pages = scrapers.values.map(\.shown).filter { now < $0.time + CountingRules.scraperMemory }
        guard let version = pages.map(\.version).min(), let time = pages.map(\.time).min() else { return nil }
        return ShownPages(version: version, time: time)
    }

    private static func values(_ text: String) -> [String: Double] {
        var values: [String: Double] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { continue }
            values[String(line[..<space])] = Double(line[line.index(after: space)...])
        }
        return values
    }
}

extension PageOptions {
    fileprivate init(_ rules: CountingRules) {
        let gauges = rules.gauges.map { (match: Glob($0.key), take: GaugeRule($0.value)) }
        self.init(
            expiration: rules.expiration, showsScope: false,
            counting: CountingOptions(
                writers: rules.writers == .merge ? .merge : .separate, gauges: GaugeRules(rules: gauges),
                streamTimeout: rules.streamTimeout, streamMemory: rules.streamMemory, streamLimit: rules.streamLimit,
                finishedStreamLimit: rules.rememberedStreamLimit, finishedByteLimit: .max,
                totalRetention: rules.totalRetention, seriesLimit: rules.seriesLimit,
                seriesLimitPerMetric: rules.seriesLimitPerMetric, startTime: rules.startTime))
    }
}

extension GaugeRule {
    fileprivate init(_ rule: CountingRules.GaugeRule) {
        self =
            switch rule {
            case .last: .last
            case .sum: .sum
            case .max: .max
            case .min: .min
            }
    }
}
