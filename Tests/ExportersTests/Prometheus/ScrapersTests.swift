import MetricCore
import Testing

@testable import Exporters
@testable import HTTPServer

struct ScrapersTests {
    private var scrapers = Scrapers()
    private let one = Scrapers.Appearance(host: "10.0.0.1", userAgent: "Prometheus/2.42", timeout: "10")
    private let second: UInt64 = 1_000_000_000

    /// A whole scrape; gives the version that the scraper has seen before.
    private mutating func scrape(
        _ appearance: Scrapers.Appearance, on connection: UInt, now: UInt64, version: UInt64
    ) -> UInt64? {
        let scrape = scrapers.begin(appearance, on: ConnectionID(connection), now: now)
        scrapers.finish(scrape, version: version, time: now)
        return scrape.lastSeen
    }

    @Test mutating func `a scraper is its connection`() {
        #expect(scrape(one, on: 1, now: 1, version: 10) == nil)
        #expect(scrape(one, on: 2, now: 2, version: 20) == nil)
        #expect(scrape(one, on: 1, now: 3, version: 30) == 10)
        #expect(scrape(one, on: 2, now: 4, version: 40) == 20)
    }

    @Test mutating func `a page that isn't sent to its end hasn't been seen`() {
        #expect(scrape(one, on: 1, now: 1, version: 10) == nil)
        _ = scrapers.begin(one, on: ConnectionID(1), now: 2)
        #expect(scrape(one, on: 1, now: 3, version: 30) == 10)
    }

    @Test mutating func `who comes on a new connection was the one not seen for longest whose connection is closed`() {
        for (connection, version) in [(1, 10), (2, 20), (3, 30)] as [(UInt, UInt64)] {
            _ = scrape(one, on: connection, now: UInt64(connection), version: version)
        }
        scrapers.connectionClosed(ConnectionID(2))
        scrapers.connectionClosed(ConnectionID(1))
        #expect(scrape(one, on: 4, now: 4, version: 40) == 10)
        #expect(scrape(one, on: 5, now: 5, version: 50) == 20)
        #expect(scrape(one, on: 6, now: 6, version: 60) == nil)
        #expect(scrape(one, on: 3, now: 7, version: 70) == 30)
    }

    @Test(arguments: [
        ("10.0.0.2", "Prometheus/2.42", "10"), ("10.0.0.1", "", "10"), ("10.0.0.1", "Prometheus/2.42", "5"),
    ])
    mutating func `who looks different is another`(host: String, userAgent: String, timeout: String) {
        _ = scrape(one, on: 1, now: 1, version: 10)
        scrapers.connectionClosed(ConnectionID(1))
        let other = Scrapers.Appearance(host: host, userAgent: userAgent, timeout: timeout)
        #expect(scrape(other, on: 2, now: 2, version: 20) == nil)
        #expect(scrape(one, on: 3, now: 3, version: 30) == 10)
    }

    @Test mutating func `what all have been shown is what the slowest has`() {
        #expect(scrapers.shown(now: 1) == nil)
        _ = scrape(one, on: 1, now: 1 * second, version: 10)
        // Its first page showed all values.
        #expect(scrapers.shown(now: 2 * second)?.version == 10)
        _ = scrape(one, on: 1, now: 3 * second, version: 30)
        // What was new on the second page was shown with its value before.
        #expect(scrapers.shown(now: 4 * second)?.version == 10)
        #expect(scrapers.shown(now: 4 * second)?.time == 3 * second)
        _ = scrape(one, on: 1, now: 5 * second, version: 50)
        _ = scrape(one, on: 2, now: 6 * second, version: 60)
        #expect(scrapers.shown(now: 7 * second)?.version == 30)
        #expect(scrapers.shown(now: 7 * second)?.time == 5 * second)
    }

    @Test mutating func `nobody is waited for longer than ten minutes`() {
        _ = scrape(one, on: 1, now: 0, version: 10)
        #expect(scrapers.shown(now: 599 * second) != nil)
        #expect(scrapers.shown(now: 600 * second) == nil)
    }

    @Test mutating func `who never gets to the end of a page any more is waited for no longer either`() {
        _ = scrape(one, on: 1, now: 0, version: 10)
        for minute in 1...10 as ClosedRange<UInt64> {
            _ = scrapers.begin(one, on: ConnectionID(1), now: minute * 60 * second)
        }
        #expect(scrapers.shown(now: 600 * second) == nil)
    }

    @Test mutating func `of very many, those not seen for longest are forgotten`() {
        for number in 0..<2000 as Range<UInt64> {
            let scraper = Scrapers.Appearance(host: "\(number)")
            _ = scrape(scraper, on: UInt(number), now: number, version: number)
            scrapers.connectionClosed(ConnectionID(UInt(number)))
        }
        #expect(scrape(Scrapers.Appearance(host: "0"), on: 5000, now: 5000, version: 5000) == nil)
        #expect(scrape(Scrapers.Appearance(host: "1999"), on: 5001, now: 5001, version: 5001) == 1999)
    }
}
