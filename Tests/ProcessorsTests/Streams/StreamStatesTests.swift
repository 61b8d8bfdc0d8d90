import Testing

@testable import MetricCore
@testable import Processors

struct StreamStatesTests {
    private typealias States = StreamStates<Int>

    /// The key of a stream of a series that was received, and of what processors made of that.
    private func key(
        _ received: UInt32, as made: UInt32? = nil, from writer: UInt64 = 0, start: UInt64 = 0
    ) -> States.Key {
        var point = DataPoint()
        point.identify(as: SeriesID(rawValue: received))
        point.series = SeriesID(rawValue: made ?? received)
        let origin = PointOrigin(point, at: 0, from: WriterID(rawValue: writer))
        return States.Key(identity: origin.identity, startTime: start)
    }

    @Test func `tells streams apart`() {
        var states = States()
        let keys = [key(1), key(2), key(1, as: 3), key(1, from: 4), key(1, start: 5)]
        for (index, key) in keys.enumerated() { states.remember(index, of: key) }
        #expect(keys.map { states[$0] } == [0, 1, 2, 3, 4])
        #expect(states.count == 5)
        states.remember(9, of: keys[0])
        #expect(states[keys[0]] == 9)
        #expect(states.count == 5)
    }

    @Test func `is full at its limit`() {
        var states = States(limit: 2)
        states.remember(1, of: key(1))
        #expect(!states.isFull)
        states.remember(2, of: key(2))
        #expect(states.isFull)
    }

    @Test func `forgets series as they were received and as they were made`() {
        var states = States()
        let keys = [key(1), key(1, as: 7), key(2, as: 7), key(2), key(3, as: 1)]
        for key in keys { states.remember(0, of: key) }
        states.forget([SeriesID(rawValue: 7)])
        #expect(keys.map { states[$0] != nil } == [true, false, false, true, true])
        #expect(states.count == 3)
        states.forget([SeriesID(rawValue: 1), SeriesID(rawValue: 8)])
        #expect(keys.map { states[$0] != nil } == [false, false, false, true, false])
        #expect(states.count == 1)
    }

    @Test func `drops states of which that is true`() {
        var states = States()
        let keys = (0..<10).map { key($0 / 3, as: $0) }
        for (index, key) in keys.enumerated() { states.remember(index, of: key) }
        states.removeAll { $0 % 2 == 0 }
        #expect(keys.map { states[$0] } == [nil, 1, nil, 3, nil, 5, nil, 7, nil, 9])
        #expect(states.count == 5)
        states.removeAll { _ in true }
        #expect(states.count == 0)
    }
}
