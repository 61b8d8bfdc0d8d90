import Logging
import Testing

struct ISO8601Tests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"), (951_868_800_000_000_000, "2000-03-01T00:00:00.000Z"),
        (1_709_210_096_007_000_000, "2024-02-29T12:34:56.007Z"),
        (1_735_689_599_999_999_999, "2024-12-31T23:59:59.999Z"),
        (Int64.max, "2262-04-11T23:47:16.854Z"), (Int64.min, "1677-09-21T00:12:43.145Z"),
    ])
    func `prints a time`(nanoseconds: Int64, text: String) {
        #expect(ISO8601.milliseconds(nanoseconds) == text)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_500_000_000, "1970-01-01T00:00:01.5Z"), (1, "1970-01-01T00:00:00.000000001Z"),
    ])
    func `prints a time to the nanosecond`(nanoseconds: Int64, text: String) {
        #expect(ISO8601.nanoseconds(nanoseconds) == text)
    }
}
