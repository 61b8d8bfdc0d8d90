/// What can be driven by requests and scraped: the model, and what it is the model of.
protocol CountingSubject {
    init(_ rules: CountingRules)

    /// Takes a request. `now` is in nanoseconds of the monotonic clock, `wall` of the clock on the wall, since 1970.
    mutating func push(_ request: SentRequest, now: UInt64, wall: UInt64) throws

    /// The page, a value for each line without it: `name{label="value"}`.
    ///
    /// - Parameters:
    ///   - scraper: Which Prometheus asks, if it is one.
    ///   - isCompleted: Whether the scraper reads the page to its end.
    mutating func scrape(by scraper: Int?, isCompleted: Bool, now: UInt64, wall: UInt64) throws -> [String: Double]

    /// Ends what is due, as happens now and then while nobody sends or scrapes.
    mutating func expire(now: UInt64, wall: UInt64) throws
}
