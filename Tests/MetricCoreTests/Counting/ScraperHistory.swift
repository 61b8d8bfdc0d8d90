/// Who has scraped, and how much of the page each of them has seen.
struct ScraperHistory {
    private struct Scraper {
        /// The last page that it read to its end, and when.
        let page: Int
        let time: UInt64
        /// All series that were born before this page was begun have been shown to it at their value.
        let shown: Int
    }

    /// How many pages have been begun.
    private(set) var page = 0
    private var scrapers: [Int: Scraper] = [:]

    /// The last page that a scraper read to its end.
    func previousPage(of scraper: Int) -> Int? { scrapers[scraper]?.page }

    /// Begins a page.
    mutating func begin(by scraper: Int?, isCompleted: Bool, now: UInt64) {
        page += 1
        guard let scraper, isCompleted else { return }
        // Whoever comes for the first time is shown everything at its value; later, what is new at the one before.
        scrapers[scraper] = Scraper(page: page, time: now, shown: previousPage(of: scraper) ?? page)
    }

    /// Whether each scraper that got a page lately has been shown what a cell comes to.
    func haveSeen(_ cell: CountedCell, now: UInt64) -> Bool {
        scrapers.values.allSatisfy { scraper in
            guard now < scraper.time + CountingRules.scraperMemory else { return true }
            // What came at the very time of a page may have come too late for it.
            return cell.born < scraper.shown && cell.updated < scraper.time
        }
    }
}
