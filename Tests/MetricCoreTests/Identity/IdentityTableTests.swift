import TestRandom
import Testing

@testable import MetricCore

struct `Identity table` {
    private struct Key: Hashable {
        var bytes: [UInt8]
        var parent: UInt64

        /// Few hashes, so that runs of taken slots grow and are closed again.
        var hash: UInt64 { UInt64(bytes.count % 5) }
    }

    /// What a table should know of a key.
    private struct Known {
        var id: UInt32
        var lastFound: UInt32
        var isFirst: Bool
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `does what a dictionary does`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = IdentityTable()
        var dictionary: [Key: Known] = [:]
        for now in 1...4000 as ClosedRange<UInt32> {
            let length = Int.random(in: 0...40, using: &random)
            let key = Key(
                bytes: [UInt8](repeating: UInt8.random(in: 0...1, using: &random), count: length),
                parent: UInt64.random(in: 0...2, using: &random))
            // The arrays outlive their spans.
            let bytes = unsafe key.bytes.span.bytes
            let found = table.find(bytes, hash: key.hash, parent: key.parent, now: now)
            #expect(found == dictionary[key]?.id)
            if found != nil {
                dictionary[key]?.lastFound = now
            } else if let other = dictionary.values.randomElement(using: &random), Bool.random(using: &random) {
                let spellings = dictionary.values.count(where: { $0.id == other.id })
                guard spellings <= IdentityTable.spellingLimit else { continue }
                table.addSpelling(bytes, hash: key.hash, parent: key.parent, of: other.id, now: now)
                dictionary[key] = Known(id: other.id, lastFound: now, isFirst: false)
            } else {
                let id = table.make(bytes, hash: key.hash, parent: key.parent, now: now)
                #expect(!dictionary.values.contains { $0.id == id })
                dictionary[key] = Known(id: id, lastFound: now, isFirst: true)
            }
            if now % 50 == 0 { sweep(&table, &dictionary, foundBefore: now - 40) }
            #expect(table.count == dictionary.values.count(where: \.isFirst))
        }
        for (key, known) in dictionary {
            #expect(
                unsafe table.find(key.bytes.span.bytes, hash: key.hash, parent: key.parent, now: 5000) == known.id)
        }
    }

    /// Twice, since an identity may be met before its last spelling is.
    private func sweep(_ table: inout IdentityTable, _ dictionary: inout [Key: Known], foundBefore tick: UInt32) {
        var retired: [UInt32] = []
        for _ in 0..<2 {
            var cursor = 0
            while cursor < table.slotCount {
                table.sweep(from: &cursor, slots: 7, foundBefore: tick, retired: &retired)
            }
        }
        dictionary = dictionary.filter { $0.value.isFirst || $0.value.lastFound >= tick }
        let kept = Set(dictionary.values.filter { !$0.isFirst || $0.lastFound >= tick }.map(\.id))
        let gone = Set(dictionary.values.map(\.id)).subtracting(kept)
        #expect(Set(retired) == gone && retired.count == gone.count)
        dictionary = dictionary.filter { kept.contains($0.value.id) }
        for id in retired { table.free(id) }
        table.shrink()
    }

    @Test func `has the first bytes until the identity is freed`() {
        var table = IdentityTable()
        // The arrays outlive their spans.
        let bytes: [UInt8] = [1, 2, 3]
        let id = unsafe table.make(bytes.span.bytes, hash: 7, parent: 1, now: 0)
        for number in 0..<100 as Range<UInt8> {
            let other = [number, 0]
            _ = unsafe table.make(other.span.bytes, hash: UInt64(number), parent: 1, now: 1)
        }
        var cursor = 0
        var retired: [UInt32] = []
        table.sweep(from: &cursor, slots: table.slotCount * 2, foundBefore: 1, retired: &retired)
        #expect(retired == [id])
        #expect(unsafe table.find(bytes.span.bytes, hash: 7, parent: 1, now: 1) == nil)
        #expect(table.bytes(of: id) == bytes)
        #expect(table.count == 101)
        table.free(id)
        #expect(table.count == 100)
        #expect(unsafe table.make(bytes.span.bytes, hash: 7, parent: 1, now: 1) == id)
    }

    @Test func `doesn't find what was taken out behind what was found before it`() {
        var table = IdentityTable()
        // The arrays outlive their spans.
        let first: [UInt8] = [1]
        let second: [UInt8] = [2]
        _ = unsafe table.make(first.span.bytes, hash: 1, parent: 1, now: 0)
        let gone = unsafe table.make(second.span.bytes, hash: 2, parent: 1, now: 0)
        var cursor = IdentityTable.Cursor()
        _ = unsafe table.find(first.span.bytes, after: &cursor, hash: 1, parent: 1, now: 0)
        _ = unsafe table.find(second.span.bytes, after: &cursor, hash: 2, parent: 1, now: 0)

        cursor = IdentityTable.Cursor()
        _ = unsafe table.find(first.span.bytes, after: &cursor, hash: 1, parent: 1, now: 1)
        var ahead = cursor
        #expect(unsafe table.findNext(second.span.bytes, after: &ahead, parent: 1, now: 0) == gone)
        var retired: [UInt32] = []
        var slot = 0
        table.sweep(from: &slot, slots: table.slotCount * 2, foundBefore: 1, retired: &retired)
        #expect(retired == [gone])
        #expect(unsafe table.findNext(second.span.bytes, after: &cursor, parent: 1, now: 1) == nil)
    }

    @Test func `keeps what is used`() {
        var table = IdentityTable()
        let bytes: [UInt8] = [1]
        let id = unsafe table.make(bytes.span.bytes, hash: 7, parent: 1, now: 0)
        table.addUse(of: id)
        var retired: [UInt32] = []
        var cursor = 0
        table.sweep(from: &cursor, slots: 100, foundBefore: 1, retired: &retired)
        #expect(retired.isEmpty)
        table.removeUse(of: id)
        cursor = 0
        table.sweep(from: &cursor, slots: 100, foundBefore: 1, retired: &retired)
        #expect(retired == [id])
    }

    @Test func `remembers a few spellings of an identity`() {
        var table = IdentityTable()
        let id = unsafe table.make([UInt8](repeating: 0, count: 1).span.bytes, hash: 0, parent: 0, now: 0)
        let others = (1...20).map { [UInt8($0)] }
        for other in others {
            unsafe table.addSpelling(other.span.bytes, hash: UInt64(other[0]), parent: 0, of: id, now: 0)
        }
        let known = others.filter { unsafe table.find($0.span.bytes, hash: UInt64($0[0]), parent: 0, now: 0) == id }
        #expect(known.count == IdentityTable.spellingLimit)
        #expect(table.count == 1)
    }

    @Test func `gives slots back`() {
        var table = IdentityTable()
        for number in 0..<1000 as Range<UInt16> {
            let bytes = [UInt8(number >> 8), UInt8(number & 255)]
            _ = unsafe table.make(bytes.span.bytes, hash: UInt64(number), parent: 0, now: number < 10 ? 1 : 0)
        }
        var retired: [UInt32] = []
        var cursor = 0
        while cursor < table.slotCount {
            table.sweep(from: &cursor, slots: 100, foundBefore: 1, retired: &retired)
        }
        table.shrink()
        #expect(retired.count == 990)
        #expect(table.slotCount <= 64)
        for number in 0..<10 as Range<UInt8> {
            #expect(unsafe table.find([0, number].span.bytes, hash: UInt64(number), parent: 0, now: 2) != nil)
        }
    }
}
