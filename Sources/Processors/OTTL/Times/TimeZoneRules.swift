/// When the clocks of a place were how far ahead of UTC, as the system's files of time zones say (RFC 8536).
struct TimeZoneRules: Sendable {
    /// From when on which of the offsets counts, in order.
    private let changes: [(second: Int64, offset: ZoneOffset)]
    private let first: ZoneOffset

    /// The most bytes that a file has; the largest one of the system's has 4 KiB.
    static let sizeLimit = 65_536

    /// Reads the 64-bit part of a file; nil if it is malformed.
    init?(file: [UInt8]) {
        var reader = Reader(bytes: file)
        guard let old = reader.header(), reader.skip(old.size(timeSize: 4)), let counts = reader.header(),
            counts.typeCount > 0, counts.size(timeSize: 8) <= file.count
        else { return nil }
        let times = (0..<counts.timeCount).map { _ in reader.number(8) }
        let kinds = (0..<counts.timeCount).map { _ in Int(reader.number(1)) }
        let types = (0..<counts.typeCount).map { _ in
            (
                seconds: Int64(Int32(truncatingIfNeeded: reader.number(4))),
                name: {
                    _ = reader.number(1); return Int(reader.number(1))
                }()
            )
        }
        let names = reader.take(counts.nameSize)
        guard !reader.isExhausted, kinds.allSatisfy(types.indices.contains) else { return nil }
        let offsets = types.map { type in
            let name = names.dropFirst(type.name).prefix { $0 != 0 }
            return ZoneOffset(seconds: type.seconds, name: String(decoding: name, as: UTF8.self))
        }
        changes = zip(times, kinds).map { ($0, offsets[$1]) }
        first = offsets[0]
    }

    /// How far clocks were ahead when it was `second`.
    func offset(at second: Int64) -> ZoneOffset {
        var range = 0..<changes.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = changes[middle].second <= second ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound == 0 ? first : changes[range.lowerBound - 1].offset
    }

    /// How far clocks were ahead when they showed `second`, counted as if they showed UTC.
    func offset(atLocalSecond second: Int64) -> ZoneOffset {
        let guess = offset(at: second - offset(at: second).seconds)
        return offset(at: second - guess.seconds)
    }
}

/// The numbers of a file, the highest byte first.
private struct Reader {
    let bytes: [UInt8]
    var position = 0
    var isExhausted = false

    struct Header {
        let utcCount, standardCount, leapCount, timeCount, typeCount, nameSize: Int

        func size(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + nameSize + leapCount * (timeSize + 4) + standardCount
                + utcCount
        }
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else {
            isExhausted = true
            return []
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func skip(_ count: Int) -> Bool {
        _ = take(count)
        return !isExhausted
    }

    mutating func number(_ size: Int) -> Int64 {
        take(size).reduce(0) { $0 << 8 | Int64($1) }
    }

    mutating func header() -> Header? {
        guard take(4).elementsEqual("TZif".utf8), skip(16) else { return nil }
        let counts = (0..<6).map { _ in Int(number(4)) }
        return isExhausted
            ? nil
            : Header(
                utcCount: counts[0], standardCount: counts[1], leapCount: counts[2], timeCount: counts[3],
                typeCount: counts[4], nameSize: counts[5])
    }
}
