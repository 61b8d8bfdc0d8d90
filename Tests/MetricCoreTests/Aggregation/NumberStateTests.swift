import Testing

@testable import MetricCore

struct NumberStateTests {
    private func point(_ value: NumberValue, start: UInt64 = 0, time: UInt64) -> DataPoint {
        DataPoint(startTime: start, time: time, number: value)
    }

    @Test(arguments: [(9, false), (10, true), (11, true)] as [(UInt64, Bool)])
    func `the newest point stands, of equal times the last`(time: UInt64, isTaken: Bool) {
        var state = NumberState(point(.int(1), time: 10))
        let result = state.replace(with: point(.int(2), start: 3, time: time))
        #expect(result == isTaken)
        #expect(state == NumberState(isTaken ? point(.int(2), start: 3, time: time) : point(.int(1), time: 10)))
    }

    /// After a total of 5 from 0 to 10.
    @Test(
        arguments: [
            (2.0, 10, 20, 7.0, 0, 20),  // goes on where the last one ended
            (2, 12, 20, 2, 12, 20),  // begins later: a gap
            (2, 8, 20, 2, 8, 20),  // begins earlier, but is newer
            (2, 10, 10, 7, 0, 10),
            (2, 0, 9, 5, 0, 10),  // older: not taken
        ] as [(Double, UInt64, UInt64, Double, UInt64, UInt64)])
    func `deltas add up, and begin anew after a gap`(
        value: Double, start: UInt64, time: UInt64, total: Double, totalStart: UInt64, totalTime: UInt64
    ) {
        var state = NumberState(point(.double(5), start: 0, time: 10))
        let isTaken = state.add(point(.double(value), start: start, time: time))
        #expect(isTaken == (time >= 10))
        #expect(state == NumberState(point(.double(total), start: totalStart, time: totalTime)))
    }

    @Test(
        arguments: [
            (.int(1), .int(2), .int(3)), (.double(0.5), .double(1), .double(1.5)),
            (.int(1), .double(0.5), .double(0.5)), (.double(0.5), .int(1), .int(1)),
            (.none, .int(1), .int(1)), (.int(1), .none, .int(1)), (.none, .none, .none),
            (.int(.max), .int(1), .double(9_223_372_036_854_775_808)),
            (.int(.min), .int(-1), .double(-9_223_372_036_854_775_808)),
            (.int(.max), .int(.min), .int(-1)),
        ] as [(NumberValue, NumberValue, NumberValue)])
    func `totals keep what they have, but where whole numbers meet fractions`(
        left: NumberValue, right: NumberValue, sum: NumberValue
    ) {
        #expect(left.adding(right) == sum)
    }
}
