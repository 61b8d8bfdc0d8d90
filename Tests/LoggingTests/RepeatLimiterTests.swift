import Logging
import Testing

struct RepeatLimiterTests {
    private let start = ContinuousClock.now

    @Test func `admits each key once per interval`() {
        let limiter = RepeatLimiter<String>(interval: .seconds(60))
        #expect(limiter.admits("a", now: start))
        #expect(!limiter.admits("a", now: start + .seconds(59)))
        #expect(limiter.admits("b", now: start + .seconds(59)))
        #expect(limiter.admits("a", now: start + .seconds(60)))
    }

    @Test func `is bounded`() {
        let limiter = RepeatLimiter<Int>(interval: .seconds(60), capacity: 2)
        #expect([1, 2, 3].map { limiter.admits($0, now: start) } == [true, true, false])
        #expect(limiter.admits(3, now: start + .seconds(60)))
    }
}
