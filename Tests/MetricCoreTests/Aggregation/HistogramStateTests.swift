import TestRequests
import Testing

@testable import MetricCore

struct HistogramStateTests {
    private func state(_ point: Message) throws -> HistogramState {
        try withPoint(of: histogram("h", point)) { HistogramState($0, of: $1, in: $2) }
    }

    private func replace(_ state: inout HistogramState, with point: Message) throws -> Bool {
        try withPoint(of: histogram("h", point)) { state.replace(with: $0, of: $1, in: $2) }
    }

    private func add(_ point: Message, to state: inout HistogramState) throws -> Bool {
        try withPoint(of: histogram("h", point)) { state.add($0, of: $1, in: $2) }
    }

    @Test func `has what the point has`() throws {
        let state = try state(histogramPoint(bounds: [1, 2], counts: [3, 4, 5], sum: 6.5, start: 7, time: 8))
        #expect(state.count == 12)
        #expect(state.sum == 6.5)
        #expect(state.bounds == [1, 2])
        #expect(state.bucketCounts == [3, 4, 5])
        #expect(state.startTime == 7)
        #expect(state.time == 8)
    }

    @Test(arguments: [(9, false), (10, true), (11, true)] as [(UInt64, Bool)])
    func `the newest point stands, of equal times the last`(time: UInt64, isTaken: Bool) throws {
        let first = histogramPoint(bounds: [1], counts: [1, 2], sum: 3, time: 10)
        let second = histogramPoint(bounds: [1, 2, 3], counts: [4, 5, 6, 7], sum: 8, time: time)
        var state = try state(first)
        #expect(try replace(&state, with: second) == isTaken)
        #expect(try state == self.state(isTaken ? second : first))
    }

    @Test func `deltas add up where the last one ended`() throws {
        var state = try state(histogramPoint(bounds: [1], counts: [1, 2], sum: 3, start: 5, time: 10))
        #expect(try add(histogramPoint(bounds: [1], counts: [10, 20], sum: 0.5, start: 10, time: 20), to: &state))
        #expect(try state == self.state(histogramPoint(bounds: [1], counts: [11, 22], sum: 3.5, start: 5, time: 20)))
    }

    @Test(arguments: [
        histogramPoint(bounds: [1], counts: [10, 20], start: 11, time: 20),
        histogramPoint(bounds: [2], counts: [10, 20], start: 10, time: 20),
        histogramPoint(bounds: [1], counts: [10], start: 10, time: 20),
        histogramPoint(bounds: [], counts: [], count: 3, start: 10, time: 20),
        histogramPoint(bounds: [.nan], counts: [1, 1], start: 10, time: 20),
    ])
    func `a delta after a gap or with other buckets begins anew`(delta: Message) throws {
        var state = try state(histogramPoint(bounds: [1], counts: [1, 2], sum: 3, start: 5, time: 10))
        #expect(try add(delta, to: &state))
        let expected = try self.state(delta)
        #expect(state.bucketCounts == expected.bucketCounts)
        #expect(state.count == expected.count)
        #expect(state.startTime == expected.startTime)
    }

    @Test func `a delta that begins before the last one ended is refused`() throws {
        let first = histogramPoint(bounds: [1], counts: [1, 2], sum: 3, start: 5, time: 10)
        var state = try state(first)
        #expect(try !add(histogramPoint(bounds: [1], counts: [10, 20], start: 9, time: 20), to: &state))
        #expect(try state == self.state(first))
    }

    @Test func `counts stop at the greatest number`() throws {
        var state = try state(histogramPoint(bounds: [1], counts: [.max, 2], count: .max, time: 10))
        #expect(
            try add(histogramPoint(bounds: [1], counts: [1, 2], count: 3, start: 10, time: 20), to: &state))
        #expect(state.bucketCounts == [.max, 4])
        #expect(state.count == .max)
    }
}

struct SummaryStateTests {
    @Test(arguments: [(9, false), (10, true), (11, true)] as [(UInt64, Bool)])
    func `the newest point stands, of equal times the last`(time: UInt64, isTaken: Bool) throws {
        var state = try withPoint(of: summary("s", summaryPoint(count: 1, sum: 2, [(0.5, 3)], time: 10))) {
            SummaryState($0, time: $0.time, of: $1, in: $2)
        }
        let second = summary("s", summaryPoint(count: 4, sum: 5, [(0.9, 6), (0.1, 7)], start: 8, time: time))
        #expect(try withPoint(of: second) { state.replace(with: $0, time: time, of: $1, in: $2) } == isTaken)
        #expect(state.count == (isTaken ? 4 : 1))
        #expect(state.sum == (isTaken ? 5 : 2))
        #expect(state.quantiles.map(\.quantile) == (isTaken ? [0.1, 0.9] : [0.5]))
        #expect(state.quantiles.map(\.value) == (isTaken ? [7, 6] : [3]))
        #expect(state.startTime == (isTaken ? 8 : 0))
    }
}
