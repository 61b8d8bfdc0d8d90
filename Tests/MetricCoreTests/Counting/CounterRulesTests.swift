import MetricCore
import Testing

/// What a counter shows of what many writers send.
struct CounterRulesTests {
    @Test(arguments: TrialSubject.allCases)
    func `adds up the greatest value of each stream`(subject: TrialSubject) throws {
        let sent: [SentPoint] = [
            .counter(2, start: 1, time: 5), .counter(7, start: 2, time: 6), .counter(3, start: 1, time: 7),
            .counter(3, start: 1, time: 7), .counter(5, start: 2, time: 8),
        ]
        for order in [sent, sent.reversed(), sent + sent] {
            var trial = CountingTrial(subject)
            for point in order { try trial.send(point) }
            #expect(try trial.page() == ["c_total": 10])
        }
    }

    @Test(arguments: TrialSubject.allCases)
    func `counts what a forked child sends again once`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(3, time: 5), by: "parent")
        try trial.send(.counter(3, time: 6), by: "child")
        try trial.send(.counter(4, time: 7), by: "parent")
        try trial.send(.counter(3, time: 8), by: "child")
        #expect(try trial.page() == ["c_total": 4])
    }

    @Test(arguments: TrialSubject.allCases)
    func `counts a delta that is sent again under another time and id once`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(3, start: 1, time: 2, .delta), by: "parent")
        try trial.send(.counter(4, start: 2, time: 3, .delta), by: "parent")
        try trial.send(.counter(2, start: 1, time: 4, .delta), by: "child")
        #expect(try trial.page() == ["c_total": 7])
    }

    @Test(arguments: TrialSubject.allCases)
    func `tells processes that began in the same millisecond apart by their ids`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        var point = SentPoint.counter(3)
        point.start -= 1
        try trial.send(point, by: "1")
        try trial.send(point, by: "2")
        #expect(try trial.page() == ["c_total": 6])
    }

    @Test(arguments: TrialSubject.allCases)
    func `joins series, never their streams`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(3), from: "one host")
        try trial.send(.counter(4), from: "another")
        #expect(try trial.page() == ["c_total": 7])
    }

    @Test(arguments: TrialSubject.allCases)
    func `keeps writers apart if it is asked to`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.writers = .separate }
        try trial.send(.counter(3), by: "1")
        try trial.send(.counter(4), by: "2")
        try trial.send(.counter(5))
        #expect(
            try trial.page() == [#"c_total{instance="1"}"#: 3, #"c_total{instance="2"}"#: 4, "c_total": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `takes a value that falls for a restart where no start is known`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for (value, time) in [(5.0, 1.0), (7, 2), (2, 3), (6, 2.5), (4, 4)] {
            try trial.send(.counter(value, start: 0, time: time), by: "1")
        }
        try trial.send(.counter(1, start: 0, time: 5), by: "2")
        #expect(try trial.page() == ["c_total": 7 + 4 + 1])
    }

    @Test(arguments: TrialSubject.allCases)
    func `tells deltas without a start apart by their times`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for _ in 0..<2 {
            try trial.send(.counter(3, start: 0, time: 1, .delta))
            try trial.send(.counter(4, start: 0, time: 2, .delta))
        }
        #expect(try trial.page() == ["c_total": 7])
        for _ in 0..<2 { try trial.send(.counter(10, start: 0, time: 0, .delta)) }
        #expect(try trial.page() == ["c_total": 27])
    }

    @Test(arguments: TrialSubject.allCases, [Double.nan, .infinity, -.infinity])
    func `refuses what isn't finite`(subject: TrialSubject, value: Double) throws {
        var trial = CountingTrial(subject)
        try trial.send(.counter(value))
        #expect(try trial.page().isEmpty)
        try trial.send(.counter(1), .counter(value, start: 2))
        #expect(try trial.page() == ["c_total": 1])
    }

    @Test(arguments: TrialSubject.allCases)
    func `ignores points without a value, and sums of no temporality`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        var end = SentPoint.counter(1)
        end.value = .end
        try trial.send(end, .counter(1, .unspecified))
        #expect(try trial.page().isEmpty)
        try trial.send(.counter(5))
        try trial.send(end)
        #expect(try trial.page() == ["c_total": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `adds whole numbers beyond 64 bits, and fractions to them`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for start in 1...3 {
            var point = SentPoint.counter(0, start: Double(start))
            point.value = .number(.int(.max))
            try trial.send(point)
        }
        #expect(try trial.page() == ["c_total": 3 * 0x1p63])
        var other = CountingTrial(subject)
        for start in 1...1024 { try other.send(.counter(0x1p-10, start: Double(start) / 100)) }
        #expect(try other.page() == ["c_total": 1])
    }
}
