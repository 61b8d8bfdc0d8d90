import MetricCore
import Testing

/// What becomes of series for which there is no room.
struct SeriesLimitRulesTests {
    private let overflow = #"c_total{otel_metric_overflow="true"}"#

    @Test(arguments: TrialSubject.allCases)
    func `adds up series beyond the limit of a metric`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.seriesLimitPerMetric = 2 }
        for label in ["1", "2", "3", "4"] { try trial.send(.counter(5, label: label)) }
        try trial.send(.counter(6, label: "3"))
        #expect(try trial.page() == [#"c_total{a="1"}"#: 5, #"c_total{a="2"}"#: 5, overflow: 11])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a stream that began there stays there until it is forgotten`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.seriesLimitPerMetric = 1 }
        try trial.send(.counter(1, label: "1"))
        try trial.send(.counter(2, label: "2"))
        trial.pass(301)
        #expect(try trial.page().isEmpty)
        try trial.send(.counter(3, start: 3, label: "2"))
        try trial.send(.counter(4, label: "2"))
        #expect(try trial.page() == [#"c_total{a="2"}"#: 3, overflow: 4])
        trial.pass(3600)
        try trial.send(.counter(5, label: "2"))
        #expect(try trial.page()[#"c_total{a="2"}"#] == 8)
    }

    @Test(arguments: TrialSubject.allCases)
    func `refuses metrics that aren't on the page when there is no room`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.seriesLimit = 1 }
        try trial.send(.counter(1, label: "1"), .gauge(1, time: 1))
        #expect(try trial.page() == [#"c_total{a="1"}"#: 1])
    }

    @Test(arguments: TrialSubject.allCases)
    func `forgets what has been off the page for longest to make room`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.seriesLimit = 2 }
        for label in ["1", "2"] {
            try trial.send(.counter(1, label: label))
            trial.pass(1)
        }
        trial.pass(3600)
        try trial.expire()
        try trial.send(.counter(1, label: "3"))
        #expect(try trial.page() == [#"c_total{a="3"}"#: 1])
        try trial.send(.counter(1, start: 2, label: "2"))
        #expect(try trial.page() == [#"c_total{a="2"}"#: 2, #"c_total{a="3"}"#: 1])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a series that found no room gets it when there is some`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.seriesLimit = 1 }
        try trial.send(.counter(1))
        try trial.send(.level(2, time: 5))
        #expect(try trial.page() == ["c_total": 1])
        trial.pass(3600)
        try trial.expire()
        try trial.send(.level(3, time: 6))
        #expect(try trial.page() == ["u": 3])
    }
}
