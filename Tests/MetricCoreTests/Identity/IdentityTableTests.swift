import TestRandom
import Testing

@testable import MetricCore

struct `Identity table` {
    private struct Key: Hashable {
        var bytes: [UInt8]
        var parent: UInt64
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `does what a dictionary does`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = IdentityTable()
        var dictionary: [Key: UInt32] = [:]
        // Few hashes, so that runs of taken slots grow and are closed again.
        let hash = { (key: Key) in UInt64(key.bytes.count % 5) }
        for id in 0..<UInt32(5000) {
            let length = Int.random(in: 0...40, using: &random)
            let key = Key(
                bytes: [UInt8](repeating: UInt8.random(in: 0...1, using: &random), count: length),
                parent: UInt64.random(in: 0...2, using: &random))
            // The arrays outlive their spans.
            let bytes = unsafe key.bytes.span.bytes
            #expect(table.find(bytes, hash: hash(key), parent: key.parent) == dictionary[key])
            if Bool.random(using: &random) {
                table.remove(bytes, hash: hash(key), parent: key.parent)
                dictionary[key] = nil
            } else {
                table.insertIfAbsent(bytes, hash: hash(key), parent: key.parent, id: id)
                dictionary[key] = dictionary[key] ?? id
            }
            #expect(table.count == dictionary.count)
        }
        for (key, id) in dictionary {
            #expect(unsafe table.find(key.bytes.span.bytes, hash: hash(key), parent: key.parent) == id)
        }
    }

    @Test func `lends the bytes of a key as they were`() {
        var table = IdentityTable()
        let bytes: [UInt8] = [1, 2, 3]
        let key = unsafe table.insert(bytes.span.bytes, hash: 7, parent: 1, id: 9)
        for id in 0..<100 as Range<UInt32> {
            let other = [UInt8(id), 0]
            unsafe table.insert(other.span.bytes, hash: UInt64(id), parent: 1, id: id)
        }
        #expect(key.withBytes { String(repairing: $0) } == "\u{1}\u{2}\u{3}")
    }
}
