import Configuration
import Testing

struct GoDurationTests {
    @Test(
        arguments: [
            ("0", .zero), ("0s", .zero), ("300ms", .milliseconds(300)), ("1.5h", .seconds(5400)),
            ("2h45m", .seconds(9900)),
            ("-1.5s", .milliseconds(-1500)), ("+5s", .seconds(5)), (".5s", .milliseconds(500)), ("1.s", .seconds(1)),
            ("1us", .microseconds(1)), ("1µs", .microseconds(1)), ("1μs", .microseconds(1)), ("7ns", .nanoseconds(7)),
            ("1h2m3.5s", .milliseconds(3_723_500)), ("0.333333333333333333333h", .nanoseconds(1_199_999_999_999)),
            ("168h", .seconds(604_800)), ("2562047h47m16.854775807s", .nanoseconds(Int64.max)),
        ] as [(String, Duration)])
    func `reads what Go reads`(text: String, expected: Duration) throws {
        #expect(try GoDuration.parse(text) == expected)
    }

    @Test(
        arguments: [
            ("10", .missingUnit), ("1.5", .missingUnit), ("5S", .unknownUnit("S")), ("1d", .unknownUnit("d")),
            ("5 s", .unknownUnit(" s")), ("", .malformed), ("-", .malformed), (".s", .malformed), ("s", .malformed),
            ("--5s", .malformed), ("9223372036854775808ns", .tooLong), ("2562048h", .tooLong),
            ("99999999999999999999s", .tooLong), ("2562047h60m", .tooLong),
        ] as [(String, GoDuration.Fault)])
    func `refuses what Go refuses`(text: String, fault: GoDuration.Fault) {
        #expect(throws: fault) { try GoDuration.parse(text) }
    }

    @Test(arguments: [
        "0s", "1ns", "1.5µs", "200ms", "1.5s", "5m0s", "1h0m0s", "1h2m3.5s", "168h0m0s", "-1.5s", "-5m0s",
        "59.000000001s",
    ]) func `writes durations as Go does, and reads them back`(text: String) throws {
        #expect(GoDuration.format(try GoDuration.parse(text)) == text)
    }
}
