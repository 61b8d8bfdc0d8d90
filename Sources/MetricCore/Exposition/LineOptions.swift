/// What of a page concerns each of its series: small, and nothing in it is counted when it is handed on.
struct LineOptions {
    let showsTimes: Bool
    let exponentialBuckets: PageOptions.ExponentialBucketForms
    let isTerse: Bool
    let labelRule: LabelRule
    let gaugeTimes: GaugeTimes
    /// When the page was taken, in nanoseconds of the monotonic clock.
    let now: UInt64

    init(_ snapshot: PageSnapshot) {
        let options = snapshot.options
        showsTimes = options.showsTimes
        exponentialBuckets = options.exponentialBuckets
        isTerse = options.isTerse
        labelRule = options.labelRule
        gaugeTimes = GaugeTimes(streamTimeout: options.counting.streamTimeout, expiration: options.expiration)
        now = snapshot.time
    }
}
