import MetricCore
import Testing

/// What a histogram shows of what many writers send.
struct HistogramRulesTests {
    private func page(_ counts: [Double], sum: Double = 0) -> [String: Double] {
        [#"h_bucket{le="1"}"#: counts[0], #"h_bucket{le="+Inf"}"#: counts[1], "h_count": counts[1], "h_sum": sum]
    }

    @Test(arguments: TrialSubject.allCases)
    func `adds up the snapshot with the greatest count of each stream`(subject: TrialSubject) throws {
        let sent: [SentPoint] = [
            .histogram([1, 0], sum: 0.5), .histogram([1, 2], sum: 9.5, time: 5), .histogram([4, 0], sum: 2, start: 2),
            .histogram([2, 0], sum: 1, time: 8),
        ]
        for order in [sent, sent.reversed(), sent + sent] {
            var trial = CountingTrial(subject)
            for point in order { try trial.send(point) }
            #expect(try trial.page() == page([5, 7], sum: 11.5))
        }
    }

    @Test(arguments: TrialSubject.allCases)
    func `of equal counts takes the newest, then the greatest`(subject: TrialSubject) throws {
        let older = SentPoint.histogram([2, 0], sum: 9, time: 5)
        let newer = SentPoint.histogram([1, 1], sum: 3, time: 6)
        let greater = SentPoint.histogram([0, 2], sum: 4, time: 6)
        for order in [[older, newer, greater], [greater, newer, older]] {
            var trial = CountingTrial(subject)
            for point in order { try trial.send(point) }
            #expect(try trial.page() == page([0, 2], sum: 4))
        }
    }

    @Test(arguments: TrialSubject.allCases)
    func `begins anew with the bounds of the stream that began last`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.histogram([1, 1], bounds: [2], start: 3))
        try trial.send(.histogram([1, 2], start: 4))
        #expect(try trial.page() == page([1, 3]))
        try trial.send(.histogram([5, 5], bounds: [2], start: 3.5))
        try trial.send(.histogram([2, 2], start: 2))
        #expect(try trial.page() == page([3, 7]))
    }

    @Test(arguments: TrialSubject.allCases)
    func `of bounds that began together takes the greater`(subject: TrialSubject) throws {
        for bounds in [[[0.5], [1]], [[1], [0.5]]] {
            var trial = CountingTrial(subject)
            for bound in bounds { try trial.send(.histogram([1, 0], bounds: bound), from: "\(bound)") }
            #expect(try trial.page() == page([1, 1]))
        }
    }

    @Test(arguments: TrialSubject.allCases, [[3], [3, 4, 5]] as [[UInt64]])
    func `fits counts to the bounds`(subject: TrialSubject, counts: [UInt64]) throws {
        var trial = CountingTrial(subject)
        try trial.send(.histogram(counts))
        #expect(try trial.page()[#"h_bucket{le="1"}"#] == 3)
    }

    @Test(arguments: TrialSubject.allCases)
    func `keeps what a writer without a start had before its count fell`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        for (counts, time) in [([1, 2], 1), ([2, 2], 2), ([1, 0], 3), ([9, 9], 2), ([1, 1], 4)] as [([UInt64], Double)]
        {
            try trial.send(.histogram(counts, start: 0, time: time), by: "1")
        }
        #expect(try trial.page() == page([3, 6]))
    }

    @Test(arguments: TrialSubject.allCases)
    func `refuses sums that aren't finite`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.histogram([1, 0], sum: 2), .histogram([2, 0], sum: .nan), .histogram([3, 0], sum: .infinity))
        #expect(try trial.page() == page([1, 1], sum: 2))
    }

    @Test(arguments: TrialSubject.allCases)
    func `adds exponential histograms at the smaller scale, also after it has grown`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.exponential(scale: 1, [1, 1, 1, 1]))
        try trial.send(.exponential(scale: 0, [2, 3], start: 2))
        let page = try trial.page()
        #expect(["1", "2", "4", "+Inf"].map { page["e_bucket{le=\"\($0)\"}"] } == [0, 4, 9, 9])
        #expect([page["e_count"], page["e_sum"]] == [9, 0])
    }

    @Test(arguments: TrialSubject.allCases)
    func `counts values within the greatest zero threshold as zero`(subject: TrialSubject) throws {
        var trial = CountingTrial(subject)
        try trial.send(.exponential(scale: 0, [3, 4]))
        try trial.send(.exponential(scale: 0, [0, 1], zeros: 5, zeroThreshold: 2, start: 2))
        let page = try trial.page()
        #expect(["1", "2", "4", "+Inf"].map { page["e_bucket{le=\"\($0)\"}"] } == [0, 8, 13, 13])
        #expect([page["e_count"], page["e_sum"]] == [13, 0])
    }
}
