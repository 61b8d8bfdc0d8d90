/// A request that a process sends again and again: each time it is later, and all that it counts has grown.
struct GrowingRequest {
    /// The request as it is now.
    private(set) var bytes: [UInt8]
    /// How many points it has.
    let points: Int
    private let values: [Int]
    private let times: [Int]
    private var number: UInt64 = 1

    // No other eight bytes of a request are like these.
    private static let value: UInt64 = 0xf501_f501_f501_f501
    private static let time: UInt64 = 0xf502_f502_f502_f502

    /// Makes a request of `points` series.
    init(_ kind: RequestBody.Kind = .counter, points: Int, first: Int = 0) {
        bytes = RequestBody.of(kind, points: points, first: first, value: Self.value, time: Self.time)
        self.points = points
        values = bytes.offsets(of: Self.value)
        times = bytes.offsets(of: Self.time)
        grow()
    }

    /// Makes of it the next one that is sent, a microsecond later.
    mutating func grow() {
        number += 1
        for offset in values { bytes.store(number, at: offset) }
        for offset in times { bytes.store(RequestBody.begin + number * 1000, at: offset) }
    }
}

extension [UInt8] {
    /// Where a number stands, in eight bytes, little endian.
    fileprivate func offsets(of number: UInt64) -> [Int] {
        let pattern = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        return indices.dropLast(7).filter { self[$0] == pattern[0] && self[$0..<$0 + 8].elementsEqual(pattern) }
    }

    /// Puts a number there.
    fileprivate mutating func store(_ number: UInt64, at offset: Int) {
        // Every offset is one at which eight bytes were found.
        unsafe withUnsafeMutableBytes {
            unsafe $0.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt64.self)
        }
    }
}
