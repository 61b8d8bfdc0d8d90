import MetricCore
import Testing

/// What is shown of sums that may fall, of gauges and of summaries.
struct LevelRulesTests {
    @Test(arguments: TrialSubject.allCases, [AggregationTemporality.cumulative, .delta])
    func `of a stream shows what its first writer said last`(
        subject: TrialSubject, temporality: AggregationTemporality
    ) throws {
        let sent: [(writer: String, point: SentPoint)] = [
            ("parent", .level(5, time: 2, temporality)), ("parent", .level(3, time: 4, temporality)),
            ("child", .level(5, time: 3, temporality)), ("child", .level(5, time: 5, temporality)),
        ]
        for order in [sent, sent.reversed(), sent + sent] {
            var trial = CountingTrial(subject)
            for (writer, point) in order { try trial.send(point, by: writer) }
            try trial.send(.level(10, start: 2, time: 3, temporality))
            #expect(try trial.page() == ["u": 13])
        }
    }

    @Test(arguments: TrialSubject.allCases)
    func `a level leaves with its stream, what changed it stays`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject) { $0.expiration = 600 * .second }
        try trial.send(.level(5, time: 2))
        try trial.send(.level(2, start: 3, time: 4, .delta))
        try trial.send(.level(nil, start: 3, time: 5, .delta))
        #expect(try trial.page() == ["u": 7])
        trial.pass(300)
        #expect(try trial.page() == ["u": 2])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a level that has ended is 0 until a newer point comes`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.level(nil, time: 1))
        #expect(try trial.page().isEmpty)
        try trial.send(.level(5, time: 2))
        try trial.send(.level(nil, time: 4))
        try trial.send(.level(6, time: 3))
        #expect(try trial.page() == ["u": 0])
        try trial.send(.level(7, time: 5))
        #expect(try trial.page() == ["u": 7])
    }

    // MARK: - Gauges

    @Test(arguments: TrialSubject.allCases)
    func `a gauge shows the newest value, the greater of two at once`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.gauge(5, time: 3), .gauge(4, time: 2), by: "1")
        try trial.send(.gauge(6, time: 1), by: "2")
        #expect(try trial.page() == ["g": 5])
        try trial.send(.gauge(8, time: 3), .gauge(7, time: 3), by: "1")
        #expect(try trial.page() == ["g": 8])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a child that repeats a value of its parent doesn't count until it changes`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.gauge(5, time: 1), by: "parent")
        try trial.send(.gauge(6, time: 2), by: "parent")
        try trial.send(.gauge(5, time: 3), by: "child")
        #expect(try trial.page() == ["g": 6])
        try trial.send(.gauge(7, time: 4), by: "child")
        #expect(try trial.page() == ["g": 7])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a child counts when its parent is silent`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.gauge(5, time: 1), .gauge(6, time: 2), by: "parent")
        trial.pass(200)
        try trial.send(.gauge(5, time: 3), by: "child")
        trial.pass(99)
        #expect(try trial.page() == ["g": 6])
        trial.pass(1)
        #expect(try trial.page() == ["g": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `a gauge that has ended isn't shown until a newer point comes`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.gauge(nil, time: 1))
        #expect(try trial.page().isEmpty)
        try trial.send(.gauge(5, time: 2))
        try trial.send(.gauge(nil, time: 4))
        try trial.send(.gauge(6, time: 3))
        #expect(try trial.page().isEmpty)
        try trial.send(.gauge(7, time: 5))
        #expect(try trial.page() == ["g": 7])
    }

    @Test(arguments: TrialSubject.allCases, [(.sum, 12), (.max, 7), (.min, 5)] as [(CountingRules.GaugeRule, Double)])
    func `gauges are put together over the newest value of each writer`(
        subject: TrialSubject, _ rule: (take: CountingRules.GaugeRule, value: Double)
    ) throws {
        var trial = CountingTrial(subject) { $0.gauges["g"] = rule.take }
        try trial.send(.gauge(9, time: 1), .gauge(5, time: 2), by: "1")
        try trial.send(.gauge(7, time: 1.5), by: "2")
        try trial.send(.gauge(9, time: 2.5), by: "child of 1")
        try trial.send(.gauge(3, time: 1), .gauge(nil, time: 3), by: "ended")
        #expect(try trial.page() == ["g": rule.value])
        trial.pass(200)
        try trial.send(.gauge(5, time: 4), by: "1")
        trial.pass(200)
        #expect(try trial.page() == ["g": 5])
    }

    @Test(arguments: TrialSubject.allCases)
    func `of many sources the newest is known, also when it is forgotten`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.gauge(-1, time: 9), by: "newest")
        for number in 1...100 {
            try trial.send(.gauge(Double(number), time: Double(number) / 100), by: "\(number)")
        }
        #expect(try trial.page() == ["g": -1])
    }

    // MARK: - Summaries

    @Test(arguments: TrialSubject.allCases)
    func `a summary shows the newest point`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.summary(5, time: 2), .summary(4, time: 1), by: "1")
        #expect(try trial.page() == ["s_sum": 5, "s_count": 1])
        try trial.send(.summary(6, time: 2), by: "2")
        #expect(try trial.page() == ["s_sum": 6, "s_count": 1])
        try trial.send(.summary(nil, time: 3))
        #expect(try trial.page().isEmpty)
    }

    @Test(arguments: TrialSubject.allCases)
    func `a point that is too old keeps its series on the page`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.summary(5, time: 2), .gauge(5, time: 2), .counter(5))
        trial.pass(200)
        try trial.send(.summary(4, time: 1), .gauge(4, time: 1), .counter(4))
        trial.pass(200)
        #expect(try trial.page() == ["s_sum": 5, "s_count": 1, "g": 5, "c_total": 5])
    }
}
