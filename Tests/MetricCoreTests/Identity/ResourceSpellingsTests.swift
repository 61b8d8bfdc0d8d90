import Testing

@testable import MetricCore

struct `Spellings of resources` {
    private func spelling(_ number: Int) -> [UInt8] { Array("resource \(number)".utf8) }

    private func insert(_ number: Int, into spellings: inout ResourceSpellings, now: UInt32 = 0) -> ResourceID? {
        let bytes = spelling(number)
        // The arrays outlive their spans, here and below.
        return spellings.insert(
            unsafe bytes.span.bytes, hash: UInt64(number), resource: ResourceID(rawValue: UInt32(number)),
            writer: WriterID(rawValue: UInt64(number)), now: now)
    }

    private func find(
        _ number: Int, in spellings: inout ResourceSpellings, now: UInt32 = 0
    ) -> ResourceSpellings.Entry? {
        let bytes = spelling(number)
        return spellings.find(unsafe bytes.span.bytes, hash: UInt64(number), now: now)
    }

    @Test func `give back the oldest when there are too many`() {
        var spellings = ResourceSpellings()
        let count = ResourceSpellings.capacity + 10
        for number in 0..<count {
            let gone = insert(number, into: &spellings)
            let oldest = number - ResourceSpellings.capacity
            #expect(gone == (oldest < 0 ? nil : ResourceID(rawValue: UInt32(oldest))))
        }
        for number in 0..<count {
            let known = find(number, in: &spellings)
            #expect(known?.resource == (number < 10 ? nil : ResourceID(rawValue: UInt32(number))))
            #expect(known?.writer == (number < 10 ? nil : WriterID(rawValue: UInt64(number))))
        }
    }

    @Test func `give back what wasn't found for long, and take its place`() {
        var spellings = ResourceSpellings()
        for number in 0..<ResourceSpellings.capacity { _ = insert(number, into: &spellings, now: 1) }
        for number in stride(from: 0, to: ResourceSpellings.capacity, by: 2) {
            _ = find(number, in: &spellings, now: 2)
        }
        var cursor = 0
        var gone: [ResourceID] = []
        while cursor < spellings.slotCount { gone += spellings.sweep(from: &cursor, slots: 100, foundBefore: 2) }
        let odd = stride(from: 1, to: ResourceSpellings.capacity, by: 2)
        #expect(gone.map(\.rawValue).sorted() == odd.map(UInt32.init))
        for number in odd { #expect(insert(number + 10_000, into: &spellings, now: 3) == nil) }
        #expect(insert(0, into: &spellings, now: 3) != nil)
    }
}
