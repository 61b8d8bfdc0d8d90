import Foundation
import MetricCore
import TestMetrics
import TestRandom
import Testing

/// Pages of requests that nobody means: every field may hold anything.
///
/// `WINDSOCK_SEED` and `WINDSOCK_ROUNDS` repeat a run or make it longer.
struct HostilePageTests {
    private static let seed =
        ProcessInfo.processInfo.environment["WINDSOCK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...(.max))
    private static let rounds = ProcessInfo.processInfo.environment["WINDSOCK_ROUNDS"].flatMap(Int.init) ?? 30

    @Test(arguments: [CountingOptions.Writers.merge, .separate, .last])
    func `whatever is sent, the page can be shown`(writers: CountingOptions.Writers) {
        for round in 0..<UInt64(Self.rounds) {
            var random = SplitMix64(seed: Self.seed &+ round)
            var requests = RandomRequest(seed: Self.seed &+ round)
            let page = TestPage(
                counting: PageOptions(
                    expiration: random.next() % 1000,
                    counting: CountingOptions(
                        writers: writers, gauges: GaugeRules(default: [.last, .sum, .max, .min][Int(round % 4)]),
                        streamTimeout: 1 + random.next() % 1000, streamMemory: random.next() % 1000,
                        streamLimit: 1 + Int(random.next() % 10), finishedStreamLimit: Int(random.next() % 10),
                        totalRetention: random.next() % 3000, seriesLimit: 1 + Int(random.next() % 20),
                        seriesLimitPerMetric: 1 + Int(random.next() % 5),
                        startTime: random.next() >> (random.next() % 64))))
            var lastSeen: UInt64?
            for _ in 0..<30 {
                let valid = requests.valid()
                for request in [valid, requests.mutated(valid), valid] {
                    // What is malformed is refused, which is as good.
                    try? page.push(request)
                    page.now &+= random.next() % 400
                    page.clock = random.next() >> (random.next() % 64)
                }
                let scrape = page.scrape(lastSeen: lastSeen)
                #expect(scrape.text.isEmpty || scrape.text.hasSuffix("\n"), "seed \(Self.seed &+ round)")
                lastSeen = scrape.version
            }
        }
    }
}
