import Glibc
import MetricCore
import TestRandom
import Testing

struct CivilTimeTests {
    static func text(_ unixNanoseconds: UInt64) -> String {
        var buffer = TextBuffer()
        buffer.append(CivilTime(unixNanoseconds: unixNanoseconds))
        return buffer.text
    }

    static let cases: [(UInt64, String)] = [
        (0, "1970-01-01 00:00:00 +0000 UTC"),
        (1_581_452_772_000_000_321, "2020-02-11 20:26:12.000000321 +0000 UTC"),
        (1_691_682_619_000_000_000, "2023-08-10 15:50:19 +0000 UTC"),
        (1_759_998_999_250_000_000, "2025-10-09 08:36:39.25 +0000 UTC"),
        (951_782_400_000_000_000, "2000-02-29 00:00:00 +0000 UTC"),
        (1_709_251_199_999_999_999, "2024-02-29 23:59:59.999999999 +0000 UTC"),
        (UInt64(Int64.max), "2262-04-11 23:47:16.854775807 +0000 UTC"),
        (UInt64(Int64.max) + 1, "1677-09-21 00:12:43.145224192 +0000 UTC"),
        (UInt64.max, "1969-12-31 23:59:59.999999999 +0000 UTC"),
    ]

    @Test(arguments: cases)
    func `writes times as Go prints them`(nanoseconds: UInt64, expected: String) {
        #expect(Self.text(nanoseconds) == expected)
    }

    @Test func `agrees with the C library on the calendar`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        for _ in 0..<10_000 {
            let nanoseconds = random.next()
            let time = CivilTime(unixNanoseconds: nanoseconds)
            var fields = unsafe tm()
            var seconds = Int(Int64(bitPattern: nanoseconds)) / 1_000_000_000
            if Int64(bitPattern: nanoseconds) % 1_000_000_000 < 0 { seconds -= 1 }
            // Both pointers live for the call, which fills the second.
            unsafe gmtime_r(&seconds, &fields)
            // The fields are numbers; only the name of the time zone, unused here, is a pointer.
            let expected = unsafe [
                fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour, fields.tm_min, fields.tm_sec,
            ]
            .map(Int.init)
            #expect(
                [time.year, time.month, time.day, time.hour, time.minute, time.second] == expected, "seed \(seed)")
        }
    }
}
