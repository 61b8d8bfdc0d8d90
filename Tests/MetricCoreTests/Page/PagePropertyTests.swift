import MetricCore
import TestMetrics
import TestRandom
import TestRequests
import Testing

/// Random changes and scrapes, compared with ``NaivePage`` after each.
struct PagePropertyTests {
    private static let expiration: UInt64 = 40

    private let page = TestPage(PageOptions(expiration: expiration, showsScope: false))
    private var naive = NaivePage(expiration: expiration)
    private var random = SplitMix64(seed: 0)
    private var time: UInt64 = 1000
    /// Scrapes under way, with the text that they must become.
    private var scrapes: [(snapshot: PageSnapshot, text: String)] = []

    @Test(arguments: [nil, nil, nil, nil] as [UInt64?])
    mutating func `shows what a naive page shows`(fixedSeed: UInt64?) throws {
        let seed = fixedSeed ?? UInt64.random(in: 0...UInt64.max)
        random = SplitMix64(seed: seed)
        for step in 0..<1500 {
            switch pick(20) {
            case 0: page.now += UInt64(pick(10))
            case 1: page.now += Self.expiration / 2
            case 2: expire()
            case 3...4:
                expire()
                try #require(page.text == naive.text, "seed \(seed), step \(step)")
            case 5...7 where scrapes.count < 3: scrapes.append((page.snapshot(), naive.text))
            case 5...7:
                var (snapshot, text) = scrapes.remove(at: pick(scrapes.count))
                snapshot.sort()
                let pieces = TestPage.text(of: snapshot, size: 1 + pick(500))
                try #require(pieces == text, "seed \(seed), step \(step)")
                page.keepOrder(of: snapshot)
            default: try pushSomething()
            }
        }
    }

    private mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

    private mutating func expire() {
        page.expire()
        naive.expire(now: page.now)
    }

    /// A point of one of few metrics, so that names, types and labels meet all the time.
    private mutating func pushSomething() throws {
        let metric = ["x", "x_count", "y_total", "y.total"][pick(4)]
        let kind = ["gauge", "counter", "updown", "histogram"][pick(4)]
        let unit = ["", "s", "ms"][pick(3)]
        let name = NaivePage.Name(
            metric: metric + (kind == "gauge" ? " gauge" : ""), isHistogram: kind == "histogram",
            label: pick(2) == 0 ? nil : "\(pick(6))", instance: pick(2) == 0 ? nil : pick(4))
        let value = Int64(pick(1000))
        time += 1
        let pointTime = time - UInt64(pick(4))
        let isEnd = pick(8) == 0

        if isEnd {
            naive.remove(name)
        } else {
            naive.push(
                name, family: family(metric, unit, isCounter: kind == "counter"),
                type: kind == "updown" ? "gauge" : kind, value: value, time: pointTime, now: page.now)
        }
        try page.push(
            content(name, metric, kind, unit, value: value, time: pointTime, flags: isEnd ? noRecordedValue : 0))
    }

    private func family(_ metric: String, _ unit: String, isCounter: Bool) -> String {
        var words = metric.split { $0 == "_" || $0 == "." }.map(String.init)
        if let word = ["s": "seconds", "ms": "milliseconds"][unit] { words.append(word) }
        if isCounter { words = words.filter { $0 != "total" } + ["total"] }
        return words.joined(separator: "_")
    }

    private func content(
        _ name: NaivePage.Name, _ metric: String, _ kind: String, _ unit: String, value: Int64, time: UInt64,
        flags: UInt32
    ) -> [UInt8] {
        let attributes: Attributes = name.label.map { ["a": .string($0)] } ?? [:]
        let resource: Attributes =
            name.instance.map { ["service.name": "s", "service.instance.id": .string("\($0)")] } ?? [:]
        let number = point(.int(value), attributes, time: time, flags: flags)
        let metric =
            switch kind {
            case "gauge": gauge(metric, unit: unit, number)
            case "counter": sum(metric, unit: unit, number)
            case "updown": sum(metric, unit: unit, isMonotonic: false, number)
            default:
                histogram(
                    metric, unit: unit,
                    histogramPoint(bounds: [], counts: [UInt64(value)], attributes, time: time, flags: flags))
            }
        return request(resource, metrics: metric)
    }
}
