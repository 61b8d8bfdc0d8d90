/// The settings that counting depends on. Times are in nanoseconds.
struct CountingRules {
    enum Writers { case merge, separate }
    enum GaugeRule: CaseIterable { case last, sum, max, min }

    var writers = Writers.merge
    /// By the metric's name; the others take the last value.
    var gauges: [String: GaugeRule] = [:]
    var expiration: UInt64 = 300 * .second
    var streamTimeout: UInt64 = 300 * .second
    var streamMemory: UInt64 = 3600 * .second
    var streamLimit = 1_000_000
    var rememberedStreamLimit = 1_000_000
    var totalRetention: UInt64 = 7 * 86_400 * .second
    var seriesLimit = 1_000_000
    var seriesLimitPerMetric = 1_000_000
    /// When the process began that counts, since 1970.
    var startTime: UInt64 = 1_760_000_000 * .second

    /// For how long after its last whole page a scraper may hold up a series' expiry.
    static let scraperMemory: UInt64 = 600 * .second
    /// How far ahead of the clock a time may be.
    static let futureLimit: UInt64 = 300 * .second
    /// How many writers of a stream that may fall are kept.
    static let writerLimit = 64
    /// How many sources of a gauge that shows the last value are kept.
    static let sourceLimit = 64
    /// How many sources of a gauge that adds or compares them are kept.
    static let combinedSourceLimit = 1024
    /// How many buckets a side of an exponential histogram may span.
    static let bucketLimit = 1024
}

extension UInt64 {
    static let second: UInt64 = 1_000_000_000
    static let millisecond: UInt64 = 1_000_000
}
