import TestRandom
import Testing

@testable import MetricCore

/// The table against a dictionary and two lists.
struct StreamTableTests {
    private let seed = UInt64.random(in: 0...UInt64.max)

    private func key(_ number: UInt64) -> StreamKey {
        // Few cells, series and writers, so that keys differ in any of their parts.
        let point = DataPoint(startTime: number / 8 % 2 == 0 ? 1 + number : (1 + number) * 1_000_000)
        return StreamKey(
            point, MetricShape(type: .sum, temporality: .cumulative), cell: Int(number % 3),
            writer: WriterID(rawValue: number % 5), keepsWritersApart: number % 2 == 0)
    }

    @Test func `finds what is there and lists it in the order in which it was heard`() {
        var random = SplitMix64(seed: seed)
        var table = StreamTable()
        var live: [UInt64] = []
        var finished: [UInt64] = []
        for now in 0..<20_000 as Range<UInt64> {
            let number = random.next() % 600
            let index = table.find(key(number))
            #expect((index != nil) == (live.contains(number) || finished.contains(number)), "seed \(seed)")
            switch (index, random.next() % 4) {
            case (nil, _):
                let stream = Stream(
                    key: key(number), contribution: .number(.int(Int64(number))), isDelta: false, time: 0, heard: now)
                _ = table.insert(stream)
                live.append(number)
            case (let index?, 0):
                table.remove(index)
                live.removeAll { $0 == number }
                finished.removeAll { $0 == number }
            case (let index?, 1) where live.contains(number):
                table.finish(index)
                live.removeAll { $0 == number }
                finished.append(number)
            case (let index?, _):
                table.hear(index, now: now) { _ in }
                live.removeAll { $0 == number }
                finished.removeAll { $0 == number }
                live.append(number)
            }
            if now % 100 == 0 {
                #expect(numbers(table.order.live, table) == live, "seed \(seed)")
                #expect(numbers(table.order.finished, table) == finished, "seed \(seed)")
                #expect(table.finishedBytes == finished.count * StreamTable.byteCount, "seed \(seed)")
            }
        }
    }

    private func numbers(_ list: StreamOrder.Ends, _ table: borrowing StreamTable) -> [UInt64] {
        var numbers: [UInt64] = []
        var index = list.first
        while index != .max {
            if case .number(.int(let number)) = table[Int(index)].contribution { numbers.append(UInt64(number)) }
            index = table.order.next(after: index)
        }
        #expect(numbers.count == list.count)
        return numbers
    }

    @Test func `a stream takes 56 bytes, and 24 for being found and listed`() {
        #expect(StreamTable.byteCount == 80)
    }
}
