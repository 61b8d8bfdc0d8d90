import MetricCore
import Testing

/// What those are shown who come again and again.
struct ScraperRulesTests {
    @Test(arguments: TrialSubject.allCases)
    func `a new counter is shown to each scraper at nothing first`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for scraper in [1, 2] { _ = try trial.page(for: scraper) }
        try trial.send(.counter(5), .histogram([1, 2], sum: 4), .exponential(scale: 0, [3]), .gauge(5, time: 1))
        let first = try trial.page(for: 1)
        #expect([first["c_total"], first["h_count"], first["h_sum"], first["e_count"], first["g"]] == [0, 0, 0, 0, 5])
        #expect([first[#"h_bucket{le="1"}"#], first[#"e_bucket{le="2"}"#]] == [0, 0])
        #expect(try trial.page(for: 1)["c_total"] == 5)
        #expect(try trial.page(for: 2)["c_total"] == 0)
        #expect(try trial.page(for: 2) == trial.page())
    }

    @Test(arguments: TrialSubject.allCases)
    func `who comes for the first time, and who isn't a scraper, sees values as they are`(subject: TrialSubject) throws
    {
        var trial = CountingTrial(subject)
        _ = try trial.page(for: 1)
        try trial.send(.counter(5))
        #expect(try trial.page() == ["c_total": 5])
        #expect(try trial.page(for: 2) == ["c_total": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a page that isn't read to its end hasn't been seen`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        _ = try trial.page(for: 1)
        try trial.send(.counter(5))
        #expect(try trial.page(for: 1, isCompleted: false) == ["c_total": 0])
        #expect(try trial.page(for: 1) == ["c_total": 0])
        #expect(try trial.page(for: 1) == ["c_total": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a counter that comes back is shown at the total with which it left`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for _ in 0..<2 { _ = try trial.page(for: 1) }
        try trial.send(.counter(5), .exponential(scale: 0, [1, 4]))
        trial.pass(1)
        for _ in 0..<2 { _ = try trial.page(for: 1) }
        trial.pass(301)
        #expect(try trial.page(for: 1).isEmpty)
        try trial.send(.counter(2, start: 2), .exponential(scale: 0, [0, 1], zeros: 1, zeroThreshold: 2, start: 2))
        let before = try trial.page(for: 1)
        #expect([before["c_total"], before[#"e_bucket{le="2"}"#], before["e_count"]] == [5, 1, 5])
        let after = try trial.page(for: 1)
        #expect([after["c_total"], after[#"e_bucket{le="2"}"#], after["e_count"]] == [7, 2, 7])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a scraper that was away for long sees that total as well`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(5))
        trial.pass(1)
        for scraper in [1, 1, 2, 2] { _ = try trial.page(for: scraper) }
        trial.pass(700)
        _ = try trial.page(for: 2)
        try trial.send(.counter(2, start: 2))
        for value in [5.0, 7, 7] { #expect(try trial.page(for: 2) == ["c_total": value]) }
        #expect(try trial.page(for: 1) == ["c_total": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `what somebody counted before is shown from the beginning`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        _ = try trial.page(for: 1)
        try trial.send(.counter(5, start: -100))
        try trial.send(.counter(7, start: -100))
        try trial.send(.counter(3, start: 0))
        try trial.send(.counter(2, start: 1))
        #expect(try trial.page(for: 1) == ["c_total": 5 + 3])
        #expect(try trial.page(for: 1) == ["c_total": 12])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a series stays until all who came lately have seen its value`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for scraper in [1, 2] { _ = try trial.page(for: scraper) }
        try trial.send(.counter(5))
        trial.pass(1)
        for _ in 0..<2 { _ = try trial.page(for: 1) }
        trial.pass(400)
        #expect(try trial.page(for: 2) == ["c_total": 0])
        #expect(try trial.page(for: 2) == ["c_total": 5])
        #expect(try trial.page(for: 2).isEmpty)
        try trial.send(.counter(6))
        trial.pass(601)
        #expect(try trial.page().isEmpty)
    }
}
