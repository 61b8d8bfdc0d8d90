import MetricCore
import Testing

/// What becomes of streams and series that nobody sends any more.
struct EndingRulesTests {
    @Test(arguments: TrialSubject.allCases, [(3599, 7), (3600, 12)] as [(Double, Double)])
    func `a stream is remembered after it was last heard`(
        subject: TrialSubject, _ silence: (seconds: Double, total: Double)
    ) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(5))
        trial.pass(3000)
        // It says nothing new, and is heard all the same.
        try trial.send(.counter(4))
        trial.pass(silence.seconds)
        try trial.send(.counter(7))
        #expect(try trial.page() == ["c_total": silence.total])
    }

    @Test(arguments: TrialSubject.allCases, [(299, 5), (300, 10), (1199, 5), (1200, 10)] as [(Double, Double)])
    func `a delta is remembered three times as long as it took`(
        subject: TrialSubject, _ silence: (seconds: Double, total: Double)
    ) throws {
        var trial = CountingTrial(subject)
        trial.pass(1000)
        let start: Double = silence.seconds < 1000 ? 901 : 601
        try trial.send(.counter(5, start: start, time: 1001, .delta))
        trial.pass(silence.seconds)
        try trial.send(.counter(5, start: start, time: 1001, .delta))
        #expect(try trial.page() == ["c_total": silence.total])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a series comes back where it was`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(5), .histogram([1, 2]), .gauge(5, time: 1))
        trial.pass(300)
        #expect(try trial.page()["c_total"] == 5)
        trial.pass(1)
        #expect(try trial.page().isEmpty)
        try trial.send(.counter(2, start: 2), .histogram([1, 0], start: 2), .gauge(4, time: 0.5))
        let page = try trial.page()
        #expect([page["c_total"], page["h_count"], page["g"]] == [7, 4, 4])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a total is kept for a time`(subject: TrialSubject) throws {
        for (silence, total) in [(2 * 3600.0, 6.0), (2 * 3600 + 1, 1)] {
            var trial = CountingTrial(subject) { $0.totalRetention = 2 * 3600 * .second }
            try trial.send(.counter(5))
            trial.pass(301)
            try trial.expire()
            trial.pass(silence - 301)
            try trial.expire()
            try trial.send(.counter(1, start: 2))
            #expect(try trial.page() == ["c_total": total])
        }
    }

    @Test(arguments: TrialSubject.allCases)
    func `what is refused or has ended doesn't bring a series back`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.histogram([1, 2], start: 2), .level(5, time: 1))
        trial.pass(301)
        #expect(try trial.page(for: 1).isEmpty)
        try trial.send(.histogram([1, 2], bounds: [7]), .level(nil, time: 5))
        #expect(try trial.page(for: 1).isEmpty)
        try trial.send(.level(6, time: 4))
        #expect(try trial.page(for: 1) == ["u": 6])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a time that can't be right counts as that of arrival`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        // 310 s would be 5 minutes ahead: that is still taken.
        try trial.send(.gauge(1, time: 309))
        trial.pass(1)
        try trial.send(.gauge(2, time: 312))
        #expect(try trial.page() == ["g": 1])
        trial.pass(299)
        try trial.send(.gauge(3, time: 0))
        #expect(try trial.page() == ["g": 3])
        trial.wallError = -100
        trial.pass(50)
        try trial.send(.gauge(4, time: 700))
        #expect(try trial.page() == ["g": 3])
    }

    // MARK: - Limits on streams

    @Test(arguments: TrialSubject.allCases)
    func `beyond a limit those heard longest ago are finished early`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.streamLimit = 2 }
        for start in [1.0, 2, 3] {
            try trial.send(.level(start, start: start, time: 5))
            trial.pass(1)
        }
        #expect(try trial.page() == ["u": 5])
        // Heard again, the first is live again, and the second goes.
        try trial.send(.level(1, start: 1, time: 6))
        #expect(try trial.page() == ["u": 4])
    }

    @Test(arguments: TrialSubject.allCases)
    func `the limit holds when finished streams come back`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.streamLimit = 2 }
        try trial.send(.counter(1, start: 1))
        trial.pass(1)
        try trial.send(.level(5, time: 5))
        trial.pass(1)
        try trial.send(.counter(1, start: 2))
        trial.pass(1)
        try trial.send(.counter(1, start: 1))
        #expect(try trial.page() == ["u": 0, "c_total": 2])
    }

    @Test(arguments: TrialSubject.allCases)
    func `beyond a limit those finished are forgotten that were heard longest ago`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.rememberedStreamLimit = 1 }
        for start in [1.0, 2] {
            try trial.send(.counter(5, start: start))
            trial.pass(1)
        }
        trial.pass(300)
        try trial.send(.counter(5, start: 2))
        #expect(try trial.page() == ["c_total": 10])
        try trial.send(.counter(5, start: 1))
        #expect(try trial.page() == ["c_total": 15])
    }
}
